package io.sluice.onnx;

/** A model can't be loaded: which file breaks which rule, with which value. */
public final class ModelFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ModelFileException(String file, String rule, String value) {
    super("%s must %s, but %s".formatted(file, rule, value));
  }

  ModelFileException(String file, String rule, Throwable cause) {
    super("%s must %s, but %s".formatted(file, rule, cause.getMessage()), cause);
  }
}
