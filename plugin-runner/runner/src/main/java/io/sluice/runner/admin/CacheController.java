package io.sluice.runner.admin;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.cache.AnswerStore;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.EntryId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** {@code /admin/v1/cache/entries}: the answers that are stored, and deleting them. */
@RestController
public final class CacheController {

  private final AnswerStore answers;
  private final CacheAudit audit;
  private final InstantSource clock;

  public CacheController(AnswerStore answers, AuditTrail audit, InstantSource clock) {
    this.answers = answers;
    this.audit = new CacheAudit(audit);
    this.clock = clock;
  }

  @GetMapping("/admin/v1/cache/entries")
  Object list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, HttpServletRequest request) {
    var now = clock.instant();
    var page = CacheQuery.page(request.getParameterMap(), now);
    var heads = answers.list(page.filter(), page.after(), page.limit());
    audit.listed(caller, page.filter(), heads.size());
    return CachedAnswers.Page.of(heads, page.limit(), now);
  }

  @GetMapping("/admin/v1/cache/entries/{id}")
  Object get(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable("id") String id) {
    var entry = answers.find(entryId(id)).orElseThrow(() -> notFound(id));
    audit.read(caller, id);
    return CachedAnswers.Whole.of(entry, clock.instant());
  }

  @DeleteMapping("/admin/v1/cache/entries")
  Object deleteMany(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, HttpServletRequest request) {
    var deletion = CacheQuery.deletion(request.getParameterMap(), clock.instant());
    if (deletion.dryRun()) {
      long entries = answers.count(deletion.filter());
      audit.counted(caller, deletion.filter(), entries);
      return new CachedAnswers.Deleted(entries, true);
    }
    return new CachedAnswers.Deleted(delete(caller, "entries", deletion.filter()), false);
  }

  @DeleteMapping("/admin/v1/cache/entries/{id}")
  ResponseEntity<Object> deleteOne(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable("id") String id) {
    if (delete(caller, id, EntryFilter.ALL.withId(entryId(id))) == 0) {
      throw notFound(id);
    }
    return ResponseEntity.noContent().build();
  }

  private long delete(Caller caller, String name, EntryFilter filter) {
    long entries;
    try {
      entries = answers.delete(filter);
    } catch (DependencyException e) {
      // Some may be gone: who asked for that is to be known.
      audit.deleted(caller, name, filter, OptionalLong.empty());
      throw e;
    }
    audit.deleted(caller, name, filter, OptionalLong.of(entries));
    return entries;
  }

  private static EntryId entryId(String id) {
    if (!EntryId.isValid(id)) {
      throw notFound(id);
    }
    return new EntryId(id);
  }

  private static RefusedException notFound(String id) {
    return new RefusedException(
        HttpStatus.NOT_FOUND,
        "not_found",
        EntryId.isValid(id)
            ? "there is no entry " + id
            : "an entry's id has 32 hexadecimal digits in lower case");
  }
}
