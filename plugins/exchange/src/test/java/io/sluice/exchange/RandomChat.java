package io.sluice.exchange;

import java.util.Random;

/** A chat request in a random spelling that remembers where it names its model. */
final class RandomChat {

  private static final String[] NUMBERS = {
    "0", "-0", "1.0", "1.50", "-12e7", "1E+05", "0.1e-3", "1e400", "98765432109876543210", "-7"
  };
  private static final String[] PIECES = {
    "a",
    "model",
    "ü",
    "漢字",
    "😀",
    "\\u0041",
    "\\ud83d\\ude00",
    "\\n",
    "\\\"",
    "\\\\",
    "\\/",
    "{",
    "]",
    ":",
    ",",
    " ",
    "messages"
  };
  private static final String[] KEYS = {"model", "messages", "a", "b", "mod\\u0065", "Model", "ü"};
  private static final String[] MODEL_KEYS = {"model", "model", "mod\\u0065l", "\\u006dodel"};

  /** Where a model stands; no generated text holds it. */
  private static final String MARK = "\u0001";

  private final Random random;
  private final String template;
  private final String model;

  RandomChat(Random random) {
    this.random = random;
    this.model = value(2);
    int members = random.nextInt(6);
    int messagesAt = random.nextInt(members + 1);
    // The second one finds no room now and then.
    int modelsLeft = 1 + (random.nextInt(4) == 0 ? 1 : 0);
    var out = new StringBuilder(space()).append('{');
    for (int i = 0; i <= members; i++) {
      if (i == messagesAt) {
        member(out, "messages", "[" + space() + message() + space() + "]");
      } else {
        member(out, "k" + i + string(2), value(3));
      }
      if (modelsLeft > 0 && (i == members || random.nextInt(3) == 0)) {
        member(out, pick(MODEL_KEYS), MARK);
        modelsLeft--;
      }
    }
    out.setLength(out.length() - 1);
    template = out.append('}').append(space()).toString();
  }

  /** Returns the request as its client would send it. */
  String text() {
    return text(model);
  }

  /** Returns the same request with another value in every place of its model. */
  String text(String value) {
    return template.replace(MARK, value);
  }

  private void member(StringBuilder out, String key, String value) {
    out.append(space()).append('"').append(key).append('"').append(space()).append(':');
    out.append(space()).append(value).append(space()).append(',');
  }

  private String message() {
    return switch (random.nextInt(4)) {
      case 0 -> "";
      case 1 -> object(2);
      case 2 -> "{\"role\":\"user\",\"content\":\"" + string(5) + "\"}";
      default -> "{\"content\":[{\"text\":\"" + string(3) + "\"}],\"role\":\"user\"}";
    };
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 4)) {
      case 0 -> pick(NUMBERS);
      case 1, 2 -> '"' + string(6) + '"';
      case 3 -> pick("true", "false", "null");
      case 4 -> "[" + space() + "]";
      case 5 -> "[" + value(depth - 1) + space() + "," + space() + value(depth - 1) + "]";
      default -> object(depth);
    };
  }

  private String object(int depth) {
    var out = new StringBuilder("{");
    member(out, pick(KEYS), value(depth - 1));
    member(out, "z" + string(1), value(depth - 1));
    out.setLength(out.length() - 1);
    return out.append('}').toString();
  }

  private String string(int pieces) {
    var out = new StringBuilder();
    for (int left = random.nextInt(pieces + 1); left > 0; left--) {
      out.append(pick(PIECES));
    }
    return out.toString();
  }

  private String space() {
    return pick("", "", "", " ", "\n  ", "\t", "\r\n");
  }

  private String pick(String... from) {
    return from[random.nextInt(from.length)];
  }
}
