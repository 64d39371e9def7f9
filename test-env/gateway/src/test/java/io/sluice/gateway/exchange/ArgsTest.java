package io.sluice.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArgsTest {

  @Test
  void repeatedEmptyAndFlagArgumentsAreToldApart() {
    var args = Args.parse("a=1&a=2&empty=&flag&&=x");

    assertThat(args.list())
        .containsExactly(
            new Args.Arg("a", Optional.of("1")),
            new Args.Arg("a", Optional.of("2")),
            new Args.Arg("empty", Optional.of("")),
            new Args.Arg("flag", Optional.empty()));
    assertThat(args.encoded()).isEqualTo("a=1&a=2&empty=&flag");
    assertThat(args.changed()).isFalse();
  }

  @Test
  void whatIsAddedIsEscaped() {
    var args = Args.parse("a=1");

    args.remove("a");
    args.add("b&", "ä ü".replace('ä', '\u00ff'));

    assertThat(args.encoded()).isEqualTo("b%26=%FF%20%FC");
    assertThat(args.changed()).isTrue();
  }
}
