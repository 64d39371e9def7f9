package io.sluice.exchange;

import java.util.Optional;

/**
 * A request as it was before its prompt was compressed, kept while other plugins may need it.
 *
 * @param request empty when nobody needs it any more
 */
public record Uncompressed(Optional<ChatRequest> request) {

  /** Of which nothing is kept. */
  public static final Uncompressed FORGOTTEN = new Uncompressed(Optional.empty());

  public static Uncompressed of(ChatRequest request) {
    return new Uncompressed(Optional.of(request));
  }
}
