package io.sluice.exchange.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void linesEndInAnyWay(String end) {
    var body = "data: one\n\n\ndata:two\n\n".replace("\n", end);

    assertThat(events(body)).containsExactly("one", "two");
  }

  @Test
  void onlyOneSpaceIsTaken() {
    assertThat(events("data:  one \n\n")).containsExactly(" one ");
  }

  @Test
  void dataOfSeveralLinesIsOneEvent() {
    assertThat(events("data: {\ndata: }\n\n")).containsExactly("{\n}");
  }

  @Test
  void otherFieldsAndCommentsAreSkipped() {
    assertThat(events(": hello\nid: 7\nevent: x\nretry: 3\ndata: one\nnonsense\n\n: bye\n\n"))
        .containsExactly("one");
  }

  @Test
  void theLastEventNeedsNoEmptyLine() {
    assertThat(events("data: one\n\ndata: tw")).containsExactly("one", "tw");
  }

  @Test
  void aByteOrderMarkAndEmptyLinesMayComeFirst() {
    assertThat(events("\uFEFF\n\r\ndata: one\n\n")).containsExactly("one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json          | data: {}          | true",
        "''                        | event: ping       | true",
        "''                        | : comment         | true",
        "''                        | id: 1             | true",
        "text/event-stream         | {\"error\": 1}    | false",
        "text/event-stream         | [1]               | false",
        "TEXT/Event-Stream; charset=utf-8 | x: y       | true",
        "''                        | x: y              | false",
        "text/html                 | <html>            | false",
        "text/event-stream         | ''                | false",
      })
  void theBodyTellsAndElseTheContentType(String contentType, String body, boolean isStream) {
    assertThat(EventStream.is(contentType, body)).isEqualTo(isStream);
  }

  @Test
  void twoDocumentsInOneEventAreBothRead() {
    var answer =
        Bodies.read(
            """
            data: {"choices":[{"delta":{"content":"a"}}]}
            data: {"choices":[{"delta":{"content":"b"}}]}
            data: [DONE]
            """);

    assertThat(answer.text()).isEqualTo("ab");
  }

  @Test
  void aDocumentMaySpanLines() {
    var answer =
        Bodies.read(
            """
            data: {"choices":
            data:   [{"delta":{"content":"a"}}]}

            """);

    assertThat(answer.text()).isEqualTo("a");
  }

  @Test
  void aMalformedEventIsSkipped() {
    var answer =
        Bodies.read(
            """
            data: {"choices":[{"delta":{"content":"a"}}]}

            data: {"choices":[{"delta":{"content":"b"

            data: {"choices":[{"delta":{"content":"c"}}]}

            """);

    assertThat(answer.text()).isEqualTo("ac");
  }

  private static List<String> events(String body) {
    var events = new ArrayList<String>();
    EventStream.read(body, events::add);
    return events;
  }
}
