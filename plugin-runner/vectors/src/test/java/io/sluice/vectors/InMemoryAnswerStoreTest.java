package io.sluice.vectors;

import io.sluice.exchange.cache.AnswerStore;
import io.sluice.testkit.cache.AnswerStoreContract;
import java.time.InstantSource;
import java.util.Optional;

class InMemoryAnswerStoreTest extends AnswerStoreContract {

  @Override
  protected AnswerStore open(InstantSource clock) {
    return new InMemoryAnswerStore(
        clock, new InMemoryAnswerStore.Bounds(100_000_000, 10_000), Optional.empty());
  }
}
