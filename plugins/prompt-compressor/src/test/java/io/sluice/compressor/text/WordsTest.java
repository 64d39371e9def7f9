package io.sluice.compressor.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.compressor.text.Words.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void caseAccentsAndEndingsDoNotCount() {
    assertThat(terms("Städte", Kind.WORD)).isEqualTo(terms("STÄDTEN", Kind.WORD));
    assertThat(terms("Houses", Kind.WORD)).isEqualTo(terms("house", Kind.WORD));
    assertThat(terms("walked", Kind.WORD)).isEqualTo(terms("walking", Kind.WORD));
    assertThat(terms("canción", Kind.WORD)).isEqualTo(terms("cancion", Kind.WORD));
    assertThat(terms("cat", Kind.WORD)).isNotEqualTo(terms("car", Kind.WORD));
  }

  @Test
  void anApostrophesLetterIsNoWord() {
    assertThat(terms("Sluice's", Kind.WORD)).isEqualTo(terms("Sluice", Kind.WORD));
  }

  @Test
  void aNumberIsOneWordWithoutItsThousandsSeparators() {
    assertThat(terms("1,234,567", Kind.NUMBER)).isEqualTo(terms("1234567", Kind.NUMBER)).hasSize(1);
    assertThat(terms("3.5", Kind.NUMBER)).hasSize(1).isNotEqualTo(terms("35", Kind.NUMBER));
    assertThat(terms("٣", Kind.NUMBER)).isEqualTo(terms("3", Kind.NUMBER));
  }

  @Test
  void anIdentifierIsReadWholeBesideItsParts() {
    assertThat(cut("ask 97b04848-0b27-43cf-a078-e39b6a32b432 now", Kind.IDENTIFIER))
        .containsExactly("97b04848-0b27-43cf-a078-e39b6a32b432");
    assertThat(cut("set max_tokens in app/config.yaml", Kind.IDENTIFIER))
        .containsExactly("max_tokens", "app/config.yaml");
    assertThat(cut("a well-known fact", Kind.IDENTIFIER)).isEmpty();
  }

  @Test
  void scriptsWithoutSpacesAreReadInPairs() {
    assertThat(cut("黑豹队", Kind.PAIR)).containsExactly("黑豹", "豹队");
    assertThat(cut("字", Kind.PAIR)).containsExactly("字");
    assertThat(cut("ฝนตก", Kind.PAIR)).containsExactly("ฝน", "นต", "ตก");
    assertThat(cut("한국어 문장", Kind.WORD)).containsExactly("한국어", "문장");
  }

  @Test
  void gramsFindAPartOfACompound() {
    assertThat(terms("Fußballmannschaft", Kind.GRAM)).containsAll(terms("Mannschaft", Kind.GRAM));
  }

  @Test
  void anyTextIsReadToItsEnd() {
    Words.read("\ud83d a\0b \udc00 𝟙 \ud83d\ude00 x" + "y".repeat(1_000_000), (t, k, s, e) -> {});
    assertThat(terms("", Kind.WORD)).isEmpty();
  }

  @Test
  void wordsOfGrammarAreKnownInSeveralLanguages() {
    for (var word : List.of("The", "wurde", "qué", "pour")) {
      assertThat(StopWords.contains(terms(word, Kind.WORD).getFirst())).as(word).isTrue();
    }
    assertThat(StopWords.contains(terms("river", Kind.WORD).getFirst())).isFalse();
    assertThat(StopWords.isEnglish(terms("wurde", Kind.WORD).getFirst())).isFalse();
  }

  private static List<Long> terms(String text, Kind wanted) {
    var terms = new ArrayList<Long>();
    Words.read(
        text,
        (term, kind, start, end) -> {
          if (kind == wanted) {
            terms.add(term);
          }
        });
    return terms;
  }

  private static List<String> cut(String text, Kind wanted) {
    var cut = new ArrayList<String>();
    Words.read(
        text,
        (term, kind, start, end) -> {
          if (kind == wanted) {
            cut.add(text.substring(start, end));
          }
        });
    return cut;
  }
}
