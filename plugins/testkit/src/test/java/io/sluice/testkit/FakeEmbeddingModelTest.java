package io.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.EmbeddingModel;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FakeEmbeddingModelTest extends EmbeddingModelContract {

  private final FakeEmbeddingModel model = new FakeEmbeddingModel();

  @Override
  protected EmbeddingModel model() {
    return model;
  }

  @Test
  void theNearnessOfTextsIsThatOfTheirWords() {
    var password = model.embed("reset my password");

    assertThat(password.similarity(model.embed("My password: RESET!"))).isEqualTo(1, within(1e-6f));
    assertThat(password.similarity(model.embed("reset my pin"))).isEqualTo(2 / 3f, within(1e-6f));
    assertThat(password.similarity(model.embed("hello"))).isZero();
  }

  @Test
  void failsWhenItIsToldTo() {
    model.fail();

    assertThatThrownBy(() -> model.embed("hello")).isInstanceOf(DependencyException.class);
    assertThat(model.calls()).isEqualTo(1);

    model.recover();

    assertThat(model.embed("hello")).isNotNull();
    assertThat(model.asked()).containsExactly("hello", "hello");
  }

  @Test
  void blocksUntilItIsInterrupted() throws InterruptedException {
    model.block();
    var failure = new AtomicReference<Throwable>();
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                model.embed("hello");
              } catch (DependencyException e) {
                failure.set(e);
              }
            });

    model.awaitBlocked();
    thread.interrupt();
    thread.join();

    assertThat(failure.get()).hasMessageContaining("InterruptedException");
  }
}
