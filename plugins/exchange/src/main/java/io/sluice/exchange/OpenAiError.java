package io.sluice.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An error in the shape that OpenAI's clients turn into their own typed errors.
 *
 * @param status an HTTP status, 400 to 599
 * @param type the class of error: {@code invalid_request_error}, {@code server_error}
 * @param code what a program looks at
 * @param message what a person reads; written for the client
 */
public record OpenAiError(int status, String type, String code, String message) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Returns the answer that carries this error. */
  public Action.Stop toStop() {
    return new Action.Stop(
        status,
        Headers.of(List.of(new Header("Content-Type", "application/json"))),
        JSON.writeValueAsBytes(new Envelope(new Content(message, type, code, null))));
  }

  private record Envelope(Content error) {}

  private record Content(String message, String type, String code, @Nullable String param) {}
}
