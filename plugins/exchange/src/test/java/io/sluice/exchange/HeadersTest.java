package io.sluice.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadersTest {

  private static final Header ACCEPT = new Header("Accept", "text/html");
  private static final Header COOKIE_A = new Header("Cookie", "a");
  private static final Header COOKIE_B = new Header("cookie", "b");

  private final Headers headers = Headers.of(List.of(COOKIE_A, ACCEPT, COOKIE_B));

  @Test
  void namesCompareWithoutCase() {
    assertThat(headers.first("ACCEPT")).contains("text/html");
    assertThat(headers.all("COOKIE")).containsExactly("a", "b");
  }

  @Test
  void theFirstOfSeveralComesFirst() {
    assertThat(headers.first("cookie")).contains("a");
  }

  @Test
  void whatIsNotThereIsEmpty() {
    assertThat(headers.first("Cook")).isEmpty();
    assertThat(headers.all("Cook")).isEmpty();
    assertThat(Headers.none().asList()).isEmpty();
  }

  @Test
  void keepsOrderSpellingAndRepetition() {
    assertThat(headers).containsExactly(COOKIE_A, ACCEPT, COOKIE_B);
    assertThat(headers.asList()).containsExactly(COOKIE_A, ACCEPT, COOKIE_B);
  }

  @Test
  void settingReplacesEveryHeaderOfThatName() {
    assertThat(headers.with("COOKIE", "c")).containsExactly(ACCEPT, new Header("COOKIE", "c"));
    assertThat(headers.with("New", "n")).hasSize(4);
  }

  @Test
  void removingRemovesEveryHeaderOfThatName() {
    assertThat(headers.without("COOKIE")).containsExactly(ACCEPT);
    assertThat(headers.without("Cook")).isEqualTo(headers);
  }

  @Test
  void neverChanges() {
    var source = new ArrayList<>(List.of(ACCEPT));
    var made = Headers.of(source);

    source.add(COOKIE_A);
    var changed = made.with("X", "y").without("Accept");

    assertThat(changed).containsExactly(new Header("X", "y"));
    assertThat(made).containsExactly(ACCEPT);
    assertThatThrownBy(() -> made.asList().add(COOKIE_A))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void equalHeadersAreEqual() {
    assertThat(Headers.of(List.of(ACCEPT)))
        .isEqualTo(Headers.none().with("Accept", "text/html"))
        .hasSameHashCodeAs(Headers.none().with("Accept", "text/html"))
        .isNotEqualTo(Headers.none());
  }

  @Test
  void textHasNoValues() {
    assertThat(headers).hasToString("[Cookie, Accept, cookie]");
  }
}
