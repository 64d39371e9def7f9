package io.sluice.models;

/** A published file breaks a rule that the rewriting relies on. */
final class UnexpectedModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnexpectedModelException(String file, String rule, Object value) {
    super("%s must %s, but %s".formatted(file, rule, value));
  }
}
