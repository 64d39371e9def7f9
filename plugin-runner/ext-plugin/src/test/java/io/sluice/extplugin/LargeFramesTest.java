package io.sluice.extplugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LargeFramesTest {

  private static final int TEN_MIB = 10 << 20;

  @Test
  void smallFramesNeverWait() throws Exception {
    var frames = new LargeFrames(0);
    frames.enter(ExtPluginConfig.MAX_FRAME_BYTES, Duration.ZERO);

    assertThat(frames.enter(LargeFrames.LARGE_BYTES - 1, Duration.ZERO)).isZero();
  }

  @Test
  void oneFrameOfAnySizeAlwaysFindsRoom() throws Exception {
    var frames = new LargeFrames(0);

    assertThat(frames.enter(ExtPluginConfig.MAX_FRAME_BYTES, Duration.ZERO)).isPositive();
  }

  @Test
  void aFrameForWhichThereIsNoRoomIsRefusedInTime() throws Exception {
    var frames = new LargeFrames(TEN_MIB);
    frames.enter(TEN_MIB, Duration.ZERO);

    assertThatThrownBy(() -> frames.enter(TEN_MIB, Duration.ofMillis(1)))
        .isInstanceOf(IOException.class)
        .hasMessage("no room for a frame of 10485760 bytes in PT0.001S");
  }

  @Test
  void aFrameWaitsForTheRoomOfAnother() throws Exception {
    var frames = new LargeFrames(TEN_MIB);
    int first = frames.enter(TEN_MIB, Duration.ZERO);
    var second = new Thread[1];
    var entered = new CompletableFuture<Integer>();
    second[0] =
        Thread.ofVirtual()
            .start(() -> {
              try {
                entered.complete(frames.enter(TEN_MIB, Duration.ofSeconds(30)));
              } catch (IOException | InterruptedException e) {
                entered.completeExceptionally(e);
              }
            });
    while (second[0].getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThat(entered).isNotDone();

    frames.leave(first);

    assertThat(entered.join()).isEqualTo(first);
  }
}
