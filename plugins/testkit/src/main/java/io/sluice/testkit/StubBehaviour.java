package io.sluice.testkit;

import io.sluice.exchange.Header;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * How a stub provider answers a chat request.
 *
 * <p>Each option has one name, used in three places: {@code --token-pace-ms 20} on the command line
 * sets it for the provider, a request header {@code x-stub-token-pace-ms: 20} for one request, and
 * {@link #with} in a test. Headers are used because a gateway passes unknown ones on.
 *
 * <table>
 * <caption>Options</caption>
 * <tr><td>latency-ms</td><td>time before the first byte</td></tr>
 * <tr><td>tokens</td><td>tokens of a text answer, at least 1</td></tr>
 * <tr><td>token-pace-ms</td><td>time between two streamed tokens; a whole answer takes as long</td></tr>
 * <tr><td>status</td><td>from 400 on: an error in OpenAI's shape instead of an answer</td></tr>
 * <tr><td>error-code</td><td>the {@code code} of that error</td></tr>
 * <tr><td>hang</td><td>true: no byte is ever sent; ends when the client goes</td></tr>
 * <tr><td>cut-after-tokens</td><td>breaks the connection after so many tokens; an answer that is
 *     not streamed breaks half-way</td></tr>
 * <tr><td>no-usage</td><td>true: leaves usage out, also where the client asked for it</td></tr>
 * <tr><td>tool-call</td><td>true: calls the first tool of the request</td></tr>
 * </table>
 *
 * @param errorCode empty for the usual code of the status
 */
public record StubBehaviour(
    Duration latency,
    int tokens,
    Duration tokenPace,
    int status,
    String errorCode,
    boolean hang,
    OptionalInt cutAfterTokens,
    boolean usage,
    boolean toolCall) {

  static final String HEADER_PREFIX = "x-stub-";

  public StubBehaviour {
    require(!latency.isNegative(), "latency-ms must not be negative");
    require(tokens >= 1, "tokens must be at least 1");
    require(!tokenPace.isNegative(), "token-pace-ms must not be negative");
    require(status == 200 || (status >= 400 && status <= 599), "status must be 200 or 400 to 599");
    require(cutAfterTokens.orElse(0) >= 0, "cut-after-tokens must not be negative");
  }

  /** Returns an answer of 16 tokens, at once and with usage. */
  public static StubBehaviour normal() {
    return new StubBehaviour(
        Duration.ZERO, 16, Duration.ZERO, 200, "", false, OptionalInt.empty(), true, false);
  }

  /**
   * Returns this behaviour with one option changed.
   *
   * @param option a name of the table above, in any case
   * @throws IllegalArgumentException if there is no such option or the value does not fit
   */
  public StubBehaviour with(String option, String value) {
    var latency = this.latency;
    var tokens = this.tokens;
    var tokenPace = this.tokenPace;
    var status = this.status;
    var errorCode = this.errorCode;
    var hang = this.hang;
    var cutAfterTokens = this.cutAfterTokens;
    var usage = this.usage;
    var toolCall = this.toolCall;
    switch (option.toLowerCase(Locale.ROOT)) {
      case "latency-ms" -> latency = Duration.ofMillis(number(option, value));
      case "tokens" -> tokens = number(option, value);
      case "token-pace-ms" -> tokenPace = Duration.ofMillis(number(option, value));
      case "status" -> status = number(option, value);
      case "error-code" -> errorCode = value;
      case "hang" -> hang = flag(option, value);
      case "cut-after-tokens" -> cutAfterTokens = OptionalInt.of(number(option, value));
      case "no-usage" -> usage = !flag(option, value);
      case "tool-call" -> toolCall = flag(option, value);
      default -> throw new IllegalArgumentException("no option is called " + option);
    }
    return new StubBehaviour(
        latency, tokens, tokenPace, status, errorCode, hang, cutAfterTokens, usage, toolCall);
  }

  /** Returns this behaviour as the {@code x-stub-} headers of a request change it. */
  StubBehaviour forRequest(Iterable<Header> headers) {
    var behaviour = this;
    for (var header : headers) {
      if (header.name().regionMatches(true, 0, HEADER_PREFIX, 0, HEADER_PREFIX.length())) {
        behaviour = behaviour.with(header.name().substring(HEADER_PREFIX.length()), header.value());
      }
    }
    return behaviour;
  }

  private static int number(String option, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " must be a whole number, but was " + value, e);
    }
  }

  private static boolean flag(String option, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(option + " must be true or false, but was " + value);
    };
  }

  private static void require(boolean rule, String message) {
    if (!rule) {
      throw new IllegalArgumentException(message);
    }
  }
}
