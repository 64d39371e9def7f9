package io.sluice.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.EntryId;
import io.sluice.exchange.cache.Origin;
import io.sluice.exchange.cache.Partition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StoredAnswerTest {

  /** As the first version wrote it: what is stored must stay readable. */
  private static final String FIRST_FORMAT =
      """
      {"format":1,"id":"000102030405060708090a0b0c0d0e0f",\
      "partition":"101112131415161718191a1b1c1d1e1f","cache":"shared","consumer":"alice",\
      "department":"sales","route":"chat","request":"r-1","question":"why?",\
      "question_sha256":"f5b2b98bf44b60881a86499d98591d7995ce23ad93abd8a4aa11fadc20145d06",\
      "context":["before",""],"answer":"d1","vector":[0.6,0.8],"embedding":"mpkZP83MTD8=",\
      "created":"2026-11-20T10:00:00.007Z","fresh_until":"2026-11-20T11:00:00Z",\
      "expires":"2026-11-20T12:00:00.000000001Z","used":"2026-11-20T10:00:01Z",\
      "payload":"AQID"}\
      """;

  private static final CacheEntry ENTRY =
      new CacheEntry(
          new EntryHead(
              new EntryId("000102030405060708090a0b0c0d0e0f"),
              new Partition("101112131415161718191a1b1c1d1e1f"),
              new Origin("shared", new Subject("alice", "sales", "chat"), new RequestId("r-1")),
              "why?",
              List.of("before", ""),
              Optional.of(Embedding.of(new float[] {0.6f, 0.8f})),
              "d1",
              Instant.parse("2026-11-20T10:00:00.007Z"),
              Instant.parse("2026-11-20T11:00:00Z"),
              Instant.parse("2026-11-20T12:00:00.000000001Z")),
          new byte[] {1, 2, 3});

  private static StoredAnswer read(String json) {
    return StoredAnswer.JSON.readValue(json, StoredAnswer.class);
  }

  @Test
  void readsWhatTheFirstVersionWrote() {
    var found = read(FIRST_FORMAT).found();

    assertThat(found.entry().head()).isEqualTo(ENTRY.head());
    assertThat(found.entry().payload()).containsExactly(1, 2, 3);
    assertThat(found.used()).isEqualTo("2026-11-20T10:00:01Z");
  }

  @Test
  void writesWhatTheFirstVersionReads() {
    var written = StoredAnswer.of(ENTRY, Instant.parse("2026-11-20T10:00:01Z"));

    assertThat(StoredAnswer.JSON.readTree(StoredAnswer.JSON.writeValueAsString(written)))
        .isEqualTo(StoredAnswer.JSON.readTree(FIRST_FORMAT));
  }

  @Test
  void keepsTheVeryNumbersOfAnEmbedding() {
    var random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      var vector = new float[384];
      for (int j = 0; j < vector.length; j++) {
        vector[j] = (float) random.nextGaussian();
      }
      var embedding = Embedding.of(vector);
      var head = ENTRY.head();
      var entry =
          new CacheEntry(
              new EntryHead(
                  head.id(),
                  head.partition(),
                  head.origin(),
                  head.question(),
                  head.context(),
                  Optional.of(embedding),
                  head.answer(),
                  head.created(),
                  head.freshUntil(),
                  head.expires()),
              ENTRY.payload());

      assertThat(StoredAnswer.of(entry, head.created()).head().embedding()).contains(embedding);
    }
  }

  @Test
  void doesNotReadWhatALaterVersionWrote() {
    var later = read(FIRST_FORMAT.replace("\"format\":1", "\"format\":2"));

    assertThatThrownBy(later::head).hasMessage("format 2");
  }

  @Test
  void readsWhatHasAFieldMore() {
    assertThat(read(FIRST_FORMAT.replace("{", "{\"more\":[1],")).head()).isEqualTo(ENTRY.head());
  }
}
