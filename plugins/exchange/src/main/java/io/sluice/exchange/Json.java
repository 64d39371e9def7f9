package io.sluice.exchange;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.io.JsonStringEncoder;

/** Writing JSON by hand, where text is spliced. */
public final class Json {

  private Json() {}

  /** Returns a text as a JSON string, quotes included. */
  public static String quote(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, quoted);
    return whole(quoted.append('"')).toString();
  }

  /** Half a letter can be said in JSON, but not in UTF-8. */
  private static StringBuilder whole(StringBuilder quoted) {
    for (int i = 0; i < quoted.length(); i++) {
      char c = quoted.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < quoted.length()
          && Character.isLowSurrogate(quoted.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        quoted.replace(i, i + 1, "\\u%04x".formatted((int) c));
        i += 5;
      }
    }
    return quoted;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
