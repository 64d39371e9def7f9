package io.sluice.runner.compressor;

import io.sluice.exchange.WordClassifier;
import io.sluice.onnx.OnnxWordClassifier;
import java.util.Optional;

/**
 * The token classifier that the configuration names.
 *
 * @param loaded empty: it names none
 */
public record LoadedClassifier(Optional<OnnxWordClassifier> loaded) implements AutoCloseable {

  public static final LoadedClassifier NONE = new LoadedClassifier(Optional.empty());

  public static LoadedClassifier of(OnnxWordClassifier classifier) {
    return new LoadedClassifier(Optional.of(classifier));
  }

  /** Returns it as a port. */
  public Optional<WordClassifier> model() {
    return loaded.map(WordClassifier.class::cast);
  }

  @Override
  public void close() {
    loaded.ifPresent(OnnxWordClassifier::close);
  }
}
