package io.sluice.router.cascade;

import java.util.List;
import java.util.Locale;

/** Whether a model says that it won't or can't. */
final class Refusal {

  /** Where refusals say so, in characters: further on it is part of an answer. */
  private static final int BEGINNING = 160;

  /** As models begin them, in lower case. */
  private static final List<String> PHRASES =
      List.of(
          "i'm sorry, but i can",
          "i'm sorry, i can",
          "i am sorry, but i can",
          "i'm unable to",
          "i am unable to",
          "i cannot assist",
          "i can't assist",
          "i cannot help",
          "i can't help",
          "i can’t help",
          "i cannot provide",
          "i can't provide",
          "i don't have access",
          "i do not have access",
          "i don't have the ability",
          "i don't have enough information",
          "i'm not able to",
          "i am not able to",
          "i won't be able to",
          "as an ai language model, i",
          "as a language model, i",
          "i don't know the answer",
          "i do not know the answer",
          "es tut mir leid, aber ich kann",
          "es tut mir leid, ich kann",
          "ich kann ihnen dabei nicht",
          "ich kann dabei nicht",
          "je suis désolé, mais je ne peux",
          "je ne peux pas vous aider",
          "je ne suis pas en mesure",
          "lo siento, pero no puedo",
          "no puedo ayudar",
          "mi dispiace, ma non posso",
          "desculpe, mas não posso",
          "抱歉，我无法",
          "抱歉，我不能",
          "很抱歉，我无法",
          "对不起，我不能",
          "申し訳ありませんが",
          "죄송하지만");

  private Refusal() {}

  static boolean isOne(CheapAnswer answer) {
    if (!answer.read().refusal().isBlank()) {
      return true;
    }
    var text = answer.text().strip();
    var beginning =
        text.substring(0, Math.min(BEGINNING, text.length()))
            .toLowerCase(Locale.ROOT)
            .replace('’', '\'');
    return PHRASES.stream().anyMatch(phrase -> beginning.contains(phrase.replace('’', '\'')));
  }
}
