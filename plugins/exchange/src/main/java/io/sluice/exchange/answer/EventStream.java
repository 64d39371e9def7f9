package io.sluice.exchange.answer;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Server-sent events: the lines of a stream gathered into the data of its events. */
public final class EventStream {

  private static final Pattern FIRST_LINE = Pattern.compile("(data|event|id|retry)?:|data\\R");

  private EventStream() {}

  /** Whether a body is a stream of events. JSON and events begin differently, so its text tells. */
  public static boolean is(String contentType, String body) {
    int start = begin(body);
    if (start == body.length()) {
      return false;
    }
    char first = body.charAt(start);
    if (first == '{' || first == '[') {
      return false;
    }
    return contentType.toLowerCase(Locale.ROOT).contains("event-stream")
        || FIRST_LINE.matcher(body).region(start, body.length()).lookingAt();
  }

  /** Where the text begins, after white space and a byte order mark. */
  private static int begin(String body) {
    int at = 0;
    while (at < body.length()
        && (Character.isWhitespace(body.charAt(at)) || body.charAt(at) == '\uFEFF')) {
      at++;
    }
    return at;
  }

  /**
   * Passes on the data of each event, in order; that of a last event that no empty line ends too:
   * the stream may be cut.
   */
  public static void read(String body, Consumer<String> events) {
    var data = new StringBuilder();
    int at = begin(body);
    while (at < body.length()) {
      int end = endOfLine(body, at);
      if (end == at) {
        dispatch(data, events);
      } else {
        takeLine(body, at, end, data);
      }
      at = end + (body.startsWith("\r\n", end) ? 2 : 1);
    }
    dispatch(data, events);
  }

  private static void takeLine(String body, int start, int end, StringBuilder data) {
    if (!body.startsWith("data:", start)) {
      return;
    }
    int value = start + "data:".length();
    if (value < end && body.charAt(value) == ' ') {
      value++;
    }
    if (!data.isEmpty()) {
      data.append('\n');
    }
    data.append(body, value, end);
  }

  private static void dispatch(StringBuilder data, Consumer<String> events) {
    if (!data.isEmpty()) {
      events.accept(data.toString());
      data.setLength(0);
    }
  }

  private static int endOfLine(String body, int start) {
    int at = start;
    while (at < body.length() && body.charAt(at) != '\n' && body.charAt(at) != '\r') {
      at++;
    }
    return at;
  }
}
