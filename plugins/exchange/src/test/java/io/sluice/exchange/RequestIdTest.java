package io.sluice.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestIdTest {

  @Test
  void isAUuidOfVersion7() {
    var uuid = UUID.fromString(RequestId.next().value());

    assertThat(uuid.version()).isEqualTo(7);
    assertThat(uuid.variant()).isEqualTo(2);
  }

  @Test
  void isNeverGivenTwice() {
    assertThat(Stream.generate(RequestId::next).parallel().limit(100_000)).doesNotHaveDuplicates();
  }

  @Test
  void textIsTheValue() {
    assertThat(new RequestId("a")).hasToString("a");
  }
}
