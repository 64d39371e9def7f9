package io.sluice.runner.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.cache.Explanation;
import io.sluice.exchange.Usage;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.replay.RecordedAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How stored answers are shown to those who look after them. */
final class CachedAnswers {

  private CachedAnswers() {}

  /**
   * @param next what to give as {@code after} for the next page, which may be empty; null: there is
   *     none
   */
  record Page(List<Entry> entries, @Nullable String next) {

    static Page of(List<EntryHead> heads, int limit, Instant now) {
      return new Page(
          heads.stream().map(head -> Entry.of(head, now)).toList(),
          heads.size() < limit ? null : heads.getLast().id().value());
    }
  }

  /**
   * @param age in whole seconds
   * @param comparable whether it is found by nearness, too
   */
  record Entry(
      String id,
      String cache,
      String route,
      String consumer,
      String department,
      String request,
      String question,
      List<String> context,
      String partition,
      @JsonProperty("answer_digest") String answerDigest,
      boolean comparable,
      String created,
      @JsonProperty("fresh_until") String freshUntil,
      String expires,
      long age) {

    static Entry of(EntryHead head, Instant now) {
      var origin = head.origin();
      return new Entry(
          head.id().value(),
          origin.cache(),
          origin.subject().route(),
          origin.subject().consumer(),
          origin.subject().department(),
          origin.request().value(),
          head.question(),
          head.context(),
          head.partition().id(),
          head.answer(),
          head.embedding().isPresent(),
          head.created().toString(),
          head.freshUntil().toString(),
          head.expires().toString(),
          Math.max(0, Duration.between(head.created(), now).toSeconds()));
    }
  }

  /**
   * @param answer null: it can't be read, so that it is never served
   */
  record Whole(Entry entry, @Nullable Answer answer) {

    static Whole of(CacheEntry entry, Instant now) {
      return new Whole(
          Entry.of(entry.head(), now),
          RecordedAnswer.decode(entry.payload()).map(Answer::of).orElse(null));
    }
  }

  /**
   * @param usage null: the provider reported none
   */
  record Answer(String text, String model, @Nullable Tokens usage) {

    static Answer of(RecordedAnswer answer) {
      return new Answer(answer.text(), answer.model(), answer.usage().map(Tokens::of).orElse(null));
    }
  }

  record Tokens(
      @JsonProperty("prompt_tokens") long prompt,
      @JsonProperty("completion_tokens") long completion,
      @JsonProperty("total_tokens") long total) {

    static Tokens of(Usage usage) {
      return new Tokens(usage.prompt(), usage.completion(), usage.total());
    }
  }

  /**
   * @param partition null: the request has none
   * @param id null: there could be no entry of an equal request
   * @param equal null: there is none
   */
  record Explained(
      String outcome,
      @Nullable String partition,
      @Nullable String id,
      @Nullable Entry equal,
      List<Near> near) {

    static Explained of(Explanation explanation, Instant now) {
      return new Explained(
          explanation.outcome(),
          explanation.partition().isEmpty() ? null : explanation.partition(),
          explanation.id().isEmpty() ? null : explanation.id(),
          explanation.equal().map(head -> Entry.of(head, now)).orElse(null),
          explanation.near().stream().map(seen -> Near.of(seen, now)).toList());
    }
  }

  record Near(Entry entry, double similarity, int phrasings, String verdict) {

    static Near of(Explanation.Seen seen, Instant now) {
      return new Near(
          Entry.of(seen.head(), now), seen.similarity(), seen.phrasings(), seen.verdict());
    }
  }

  /**
   * @param entries how many were, or with {@code dryRun} would be, deleted
   */
  record Deleted(long entries, @JsonProperty("dry_run") boolean dryRun) {}
}
