package io.sluice.compressor;

import io.sluice.exchange.Compression;

/** Is told what became of prompts. Thread-safe; must not block. */
public interface CompressorObserver {

  /** Nobody who cares. */
  CompressorObserver NOBODY =
      new CompressorObserver() {
        @Override
        public void done(Compression compression) {}

        @Override
        public void skipped(String reason) {}

        @Override
        public void outOfTime() {}
      };

  /** A prompt was compressed, or looked at: told once its target is known. */
  void done(Compression compression);

  /**
   * A prompt was left alone without being looked at.
   *
   * @param reason of a small closed set
   */
  void skipped(String reason);

  /** The time was up before it was known what may be left out; what could be done else was. */
  void outOfTime();
}
