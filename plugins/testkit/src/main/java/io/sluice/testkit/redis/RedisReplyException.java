package io.sluice.testkit.redis;

/** A server answered a command with an error; the message is its text. */
public final class RedisReplyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RedisReplyException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
