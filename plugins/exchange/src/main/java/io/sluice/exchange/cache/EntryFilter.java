package io.sluice.exchange.cache;

import java.time.Instant;
import java.util.Optional;

/**
 * Picks stored answers for those who look after them; what is empty picks all.
 *
 * @param question the very text of the question
 * @param cache a route, or the name of a shared cache
 * @param request the exchange in which the model answered
 * @param createdBefore exclusive
 */
public record EntryFilter(
    Optional<EntryId> id,
    Optional<String> question,
    Optional<String> consumer,
    Optional<String> department,
    Optional<String> route,
    Optional<String> cache,
    Optional<String> request,
    Optional<Instant> createdBefore) {

  /** Picks every entry. */
  public static final EntryFilter ALL =
      new EntryFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Returns this filter, for one entry only. */
  public EntryFilter withId(EntryId wanted) {
    return new EntryFilter(
        Optional.of(wanted), question, consumer, department, route, cache, request, createdBefore);
  }

  /** Returns this filter, for the answer of one exchange only. */
  public EntryFilter withRequest(String wanted) {
    return new EntryFilter(
        id, question, consumer, department, route, cache, Optional.of(wanted), createdBefore);
  }

  /** Returns this filter, for one consumer's entries only. */
  public EntryFilter withConsumer(String wanted) {
    return new EntryFilter(
        id, question, Optional.of(wanted), department, route, cache, request, createdBefore);
  }

  /** Returns this filter, for one cache's entries only. */
  public EntryFilter withCache(String wanted) {
    return new EntryFilter(
        id, question, consumer, department, route, Optional.of(wanted), request, createdBefore);
  }

  /** Returns whether it picks an entry. */
  public boolean matches(EntryHead head) {
    var origin = head.origin();
    return fits(id, head.id())
        && fits(question, head.question())
        && fits(consumer, origin.subject().consumer())
        && fits(department, origin.subject().department())
        && fits(route, origin.subject().route())
        && fits(cache, origin.cache())
        && fits(request, origin.request().value())
        && createdBefore.map(head.created()::isBefore).orElse(true);
  }

  private static <T> boolean fits(Optional<T> wanted, T actual) {
    return wanted.map(actual::equals).orElse(true);
  }

  /** Without the question: it is content. */
  @Override
  public String toString() {
    return "EntryFilter[id=%s, consumer=%s, department=%s, route=%s, cache=%s, request=%s, createdBefore=%s]"
        .formatted(id, consumer, department, route, cache, request, createdBefore);
  }
}
