package io.sluice.compressor.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SentencesTest {

  @Test
  void aSentenceEndsWithItsMarkAndTheSpaceBehindIt() {
    assertThat(split("It rains. Does it?  Yes! \"No.\" He left."))
        .containsExactly("It rains. ", "Does it?  ", "Yes! ", "\"No.\" ", "He left.");
  }

  @Test
  void abbreviationsInitialsAndDecimalsEndNothing() {
    assertThat(split("Dr. J. R. Smith paid 3.5 Mio. Euro, e.g. in May. Then No. 7 came."))
        .containsExactly("Dr. J. R. Smith paid 3.5 Mio. Euro, e.g. in May. ", "Then No. 7 came.");
    assertThat(split("Am 3. Oktober, im 19. Jahrhundert, kam z. B. Anna. Dann nicht."))
        .containsExactly("Am 3. Oktober, im 19. Jahrhundert, kam z. B. Anna. ", "Dann nicht.");
    assertThat(split("He said no. Then it was 1994. She left."))
        .containsExactly("He said no. ", "Then it was 1994. ", "She left.");
  }

  @Test
  void whatGoesOnInLowerCaseIsTheSameSentence() {
    assertThat(split("\"Really?\" he asked. Wait... what?"))
        .containsExactly("\"Really?\" he asked. ", "Wait... what?");
  }

  @Test
  void everyScriptHasItsMarks() {
    assertThat(split("今天下雨。你好吗？好！")).containsExactly("今天下雨。", "你好吗？", "好！");
    assertThat(split("هل تمطر؟ نعم.")).containsExactly("هل تمطر؟ ", "نعم.");
    assertThat(split("बारिश हो रही है। क्या?")).containsExactly("बारिश हो रही है। ", "क्या?");
  }

  @Test
  void aThaiSentenceEndsWithASpaceOnceItIsLong() {
    var sentence = "ฝนตก".repeat(16);

    assertThat(split(sentence + " " + sentence)).containsExactly(sentence + " ", sentence);
    assertThat(split("ฝนตก ฝนตก")).hasSize(1);
  }

  @Test
  void aBlankLineEndsASentence() {
    assertThat(split("A title\n\nSome text\nthat goes on"))
        .containsExactly("A title\n\n", "Some text\nthat goes on");
  }

  @Test
  void whatNeverEndsIsCutBetweenWords() {
    var cut = split("word ".repeat(1000));

    assertThat(cut).hasSizeGreaterThan(4).allMatch(part -> part.endsWith(" "));
    assertThat(split("x".repeat(100_000))).hasSize(1);
  }

  @Test
  void nothingOfAnyTextIsLeftOut() {
    var random = new Random(7);
    var signs = ".!?。؟। \n\t\"'()“”,;aBcÄ字ก0\ud83d\ude00\0";
    for (int i = 0; i < 500; i++) {
      var text = new StringBuilder();
      random.ints(random.nextInt(60), 0, signs.length()).forEach(c -> text.append(signs.charAt(c)));

      assertThat(String.join("", split(text.toString()))).isEqualTo(text.toString());
    }
  }

  @Test
  void aStretchIsSplitByItself() {
    assertThat(Sentences.ends("One. Two. Three.", 5, 14)).containsExactly(10, 14);
    assertThat(Sentences.ends("")).isEmpty();
  }

  private static List<String> split(String text) {
    var parts = new ArrayList<String>();
    int start = 0;
    for (int end : Sentences.ends(text)) {
      assertThat(end).isGreaterThan(start);
      parts.add(text.substring(start, end));
      start = end;
    }
    return parts;
  }
}
