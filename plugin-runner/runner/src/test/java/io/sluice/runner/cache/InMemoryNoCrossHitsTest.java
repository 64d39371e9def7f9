package io.sluice.runner.cache;

import io.sluice.exchange.cache.AnswerStore;
import io.sluice.vectors.InMemoryAnswerStore;
import java.time.InstantSource;
import java.util.Optional;

class InMemoryNoCrossHitsTest extends NoCrossHits {

  @Override
  AnswerStore open() {
    return new InMemoryAnswerStore(
        InstantSource.system(),
        new InMemoryAnswerStore.Bounds(256_000_000, 100_000),
        Optional.empty());
  }
}
