package io.sluice.elasticsearch;

import io.sluice.exchange.cache.AnswerStore;
import io.sluice.testkit.cache.AnswerStoreContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class ElasticsearchAnswerStoreIT extends AnswerStoreContract {

  private final Stores stores = new Stores();

  @Override
  protected AnswerStore open(InstantSource clock) {
    return stores.open(clock);
  }

  @Override
  protected void settle() {
    stores.settle();
  }

  @AfterEach
  void close() throws Exception {
    stores.close();
  }
}
