package io.sluice.cache.guard;

import io.sluice.cache.guard.Token.Sort;
import io.sluice.cache.guard.Written.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * A question as the rules read it: without politeness, short forms written out, phrases joined.
 *
 * @param quotes what it quotes, as written
 * @param language {@code en}, {@code de}, …, or of another script that script's name; empty if no
 *     word tells
 */
record Question(List<Token> tokens, List<String> quotes, String language) {

  static Question read(String text, Lexicon lexicon) {
    var cut = Scanner.cut(text, lexicon);
    var written = written(cut.words(), lexicon);
    var tokens = new ArrayList<Token>(written.size());
    for (int i = answerParticle(written); i < written.size(); ) {
      int filler = lexicon.fillers().lengthAt(written, i);
      // A text of nothing but politeness is read as it stands.
      if (filler > 0 && filler < written.size()) {
        i += filler;
        continue;
      }
      int phrase = Math.max(1, lexicon.phrases().lengthAt(written, i));
      var token = token(written.subList(i, i + phrase), lexicon);
      tokens.add(afterNumber(token, tokens));
      i += phrase;
    }
    return new Question(
        Numbers.joined(tokens), cut.quotes(), language(cut.script(), written, lexicon));
  }

  /** "No, it is not" has one negation. */
  private static int answerParticle(List<Written> words) {
    return words.size() > 2
            && words.get(1).listed()
            && (words.get(0).text().equals("no") || words.get(0).text().equals("yes"))
        ? 1
        : 0;
  }

  /** "Am" is a time of day only after a number. */
  private static Token afterNumber(Token token, List<Token> before) {
    boolean am = token.text().equals("am") && !before.isEmpty() && before.getLast().isNumber();
    if (!am && !token.text().equals("pm")) {
      return token;
    }
    var half = am ? "ante_meridiem" : "post_meridiem";
    return new Token(Sort.CONTENT, half, half, false, token.listed());
  }

  private static List<Written> written(List<Written> words, Lexicon lexicon) {
    var written = new ArrayList<Written>(words.size() + 4);
    for (var word : words) {
      var contraction = lexicon.contractions().get(word.text());
      if (contraction != null) {
        contraction.forEach(part -> written.add(word.withWord(part)));
      } else if (word.text().endsWith("n't")) {
        written.add(word.withWord(word.text().substring(0, word.text().length() - 3)));
        written.add(word.withWord("not"));
      } else if (word.text().endsWith("'s")) {
        written.add(word.withWord(word.text().substring(0, word.text().length() - 2)));
      } else {
        written.add(word);
      }
    }
    return written;
  }

  private static Token token(List<Written> phrase, Lexicon lexicon) {
    var first = phrase.getFirst();
    if (phrase.size() > 1) {
      var text = String.join("_", phrase.stream().map(Written::text).toList());
      var sort = lexicon.targets().containsKey(text) ? Sort.FUNCTION : Sort.CONTENT;
      return new Token(sort, text, lexicon.key(text), first.name(), first.listed());
    }
    var text = first.text();
    if (first.form() == Form.NUMBER) {
      return new Token(Sort.NUMBER, text, text, false, first.listed());
    }
    var number = lexicon.numbers().get(text);
    if (number != null) {
      boolean weak = number.endsWith("~");
      return new Token(
          weak ? Sort.WEAK_NUMBER : Sort.NUMBER,
          text,
          weak ? number.substring(0, number.length() - 1) : number,
          false,
          first.listed());
    }
    if (first.form() == Form.CODE) {
      return new Token(Sort.CODE, text, lexicon.key(text), first.name(), first.listed());
    }
    boolean function = lexicon.functionWords().contains(text) || lexicon.negators().contains(text);
    return new Token(
        function ? Sort.FUNCTION : Sort.CONTENT,
        text,
        function ? text : lexicon.key(text),
        first.name(),
        first.listed());
  }

  private static String language(String script, List<Written> words, Lexicon lexicon) {
    if (!script.equals("latin")) {
      return script;
    }
    var found = new HashMap<String, Integer>();
    for (var word : words) {
      for (var language : lexicon.languages().getOrDefault(word.text(), List.of())) {
        found.merge(language, 1, Integer::sum);
      }
    }
    // English where two are as good: it is what most texts are.
    var best = found.containsKey("en") ? "en" : "";
    for (var language : found.entrySet()) {
      if (language.getValue() > found.getOrDefault(best, 0)) {
        best = language.getKey();
      }
    }
    return best;
  }
}
