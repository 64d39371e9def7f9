package io.sluice.elasticsearch;

import java.io.IOException;

/**
 * A server answered with an error: its status and kind, without its words, which can quote what was
 * sent.
 */
final class RefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String kind;

  /**
   * @param status of HTTP
   * @param kind such as {@code cluster_block_exception}; empty where the answer was not
   *     Elasticsearch's
   */
  RefusedException(int status, String kind) {
    super(kind.isEmpty() ? "status " + status : "status %d, %s".formatted(status, kind));
    this.status = status;
    this.kind = kind;
  }

  int status() {
    return status;
  }

  String kind() {
    return kind;
  }

  /** Returns whether another node may do better. */
  boolean isOfThisNodeOnly() {
    return status >= 502 && status <= 504;
  }
}
