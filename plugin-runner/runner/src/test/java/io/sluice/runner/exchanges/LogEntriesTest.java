package io.sluice.runner.exchanges;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.LogEntry;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class LogEntriesTest {

  @Test
  void readsWhatApisixPosts() {
    var entry =
        only(
            """
            {"request_id": "id", "route_id": "chat", "consumer": "alice", "status": 200,
             "content_type": "text/event-stream", "response_body": "data: x", "sent_body": "data",
             "completion": "OK", "bytes_sent": "1234", "upstream": "127.0.0.1:9401",
             "cache": "HIT",
             "request_time": 0.137, "first_byte": "0.021"}
            """);

    assertThat(entry)
        .isEqualTo(
            new LogEntry(
                "id",
                200,
                "text/event-stream",
                "data: x",
                true,
                1234,
                "127.0.0.1:9401",
                "HIT",
                Duration.ofMillis(137),
                Duration.ofMillis(21)));
  }

  @Test
  void readsAListInOrder() {
    var read = read("[{\"request_id\":\"a\"}, 7, {\"request_id\":\"b\"}, null, \"c\", [{}], {}]");

    assertThat(read.entries()).extracting(LogEntry::requestId).containsExactly("a", "b", "");
    assertThat(read.rejected()).isEqualTo(4);
  }

  @Test
  void whatIsAbsentIsNothing() {
    assertThat(only("{}"))
        .isEqualTo(new LogEntry("", 0, "", "", false, 0, "", "", Duration.ZERO, Duration.ZERO));
  }

  @Test
  void ofAStreamThatTheClientCutTheSentPartIsTheBody() {
    var entry =
        only(
            """
            {"response_body": "", "sent_body": "data: ha", "completion": "", "bytes_sent": "8"}
            """);

    assertThat(entry.body()).isEqualTo("data: ha");
    assertThat(entry.complete()).isFalse();
    assertThat(entry.bytesSent()).isEqualTo(8);
  }

  @Test
  void ofSeveralTriesTheLastCounts() {
    var entry =
        only(
            """
            {"status": "502, 200", "upstream": "127.0.0.1:9401, 127.0.0.1:9402",
             "first_byte": "0.001, 0.250"}
            """);

    assertThat(entry.status()).isEqualTo(200);
    assertThat(entry.upstream()).isEqualTo("127.0.0.1:9402");
    assertThat(entry.firstByte()).isEqualTo(Duration.ofMillis(250));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "0.5              | PT0.5S",
        "\"0.5\"          | PT0.5S",
        "\" 0.1 , 0.5 \"  | PT0.5S",
        "1e-3             | PT0.001S",
        "0                | PT0S",
        "-1               | PT0S",
        "\"-\"            | PT0S",
        "\"0.5, -\"       | PT0S",
        "\"soon\"         | PT0S",
        "\"NaN\"          | PT0S",
        "\"Infinity\"     | PT0S",
        "1e300            | PT0S",
        "1e400            | PT0S",
        "true             | PT0S",
        "null             | PT0S",
        "[0.5]            | PT0S",
        "{}               | PT0S"
      })
  void timesAreSecondsOrUnknown(String written, Duration read) {
    assertThat(only("{\"request_time\": %s}".formatted(written)).took()).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\": {\"a\": [1]}, \"request_id\": [\"id\"], \"response_body\": {\"x\": 1}}",
        "{\"status\": 99999999999999999999, \"bytes_sent\": 1e999, \"completion\": 7}",
        "{\"status\": \"OK\", \"bytes_sent\": \"many\", \"upstream\": null}"
      })
  void nonsenseInAFieldIsNoReasonToLoseTheEntry(String json) {
    assertThat(read(json).entries()).hasSize(1);
    assertThat(read(json).rejected()).isZero();
  }

  @Test
  void aBodyThatWasCutInTheMiddleOfALetterIsRead() {
    var json = new ByteArrayOutputStream();
    json.writeBytes("{\"request_id\":\"id\",\"response_body\":\"gr".getBytes(UTF_8));
    json.write(0xc3);
    json.writeBytes("\"}".getBytes(UTF_8));

    var entry = LogEntries.read(json.toByteArray()).entries().getFirst();

    assertThat(entry.requestId()).isEqualTo("id");
    assertThat(entry.body()).isEqualTo("gr\uFFFD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{]", "nonsense", "{} {}", "[{},]", "{\"a\":1}}"})
  void whatIsNotJsonIsToldApart(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(JacksonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "7", "\"x\""})
  void jsonThatIsNoEntryIsRejected(String text) {
    assertThat(read(text).entries()).isEmpty();
    assertThat(read(text).rejected()).isEqualTo(1);
  }

  @Test
  void aFloodOfBracketsIsRefused() {
    assertThatThrownBy(() -> read("[".repeat(1_000_000))).isInstanceOf(JacksonException.class);
  }

  private static LogEntry only(String json) {
    var read = read(json);
    assertThat(read.rejected()).isZero();
    assertThat(read.entries()).hasSize(1);
    return read.entries().getFirst();
  }

  private static LogEntries read(String json) {
    return LogEntries.read(json.getBytes(UTF_8));
  }
}
