package io.sluice.testkit.cache;

import io.sluice.exchange.cache.AnswerStore;
import java.time.InstantSource;

class FakeAnswerStoreTest extends AnswerStoreContract {

  @Override
  protected AnswerStore open(InstantSource clock) {
    return new FakeAnswerStore(clock);
  }
}
