package io.sluice.runner.admin;

import io.sluice.exchange.Sha256;
import io.sluice.exchange.Subject;
import io.sluice.exchange.cache.EntryFilter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the trail who saw or deleted stored answers: which, and how many, never what is in them.
 */
final class CacheAudit {

  private static final JsonMapper JSON = new JsonMapper();

  private final AuditTrail trail;

  CacheAudit(AuditTrail trail) {
    this.trail = trail;
  }

  void listed(Caller caller, EntryFilter filter, int entries) {
    done(caller, "cache.list", "entries", filter, OptionalLong.of(entries));
  }

  void read(Caller caller, String id) {
    done(caller, "cache.read", id, EntryFilter.ALL, OptionalLong.of(1));
  }

  void explained(Caller caller, Subject subject, int entries) {
    var filter = EntryFilter.ALL.withConsumer(subject.consumer());
    done(caller, "cache.explain", subject.route(), filter, OptionalLong.of(entries));
  }

  void counted(Caller caller, EntryFilter filter, long entries) {
    done(caller, "cache.count", "entries", filter, OptionalLong.of(entries));
  }

  /**
   * @param entries empty: the store failed, and some may be deleted
   */
  void deleted(Caller caller, String name, EntryFilter filter, OptionalLong entries) {
    done(caller, "cache.delete", name, filter, entries);
  }

  private void done(
      Caller caller, String action, String name, EntryFilter filter, OptionalLong entries) {
    var details = new LinkedHashMap<String, Object>();
    filter.consumer().ifPresent(consumer -> details.put("consumer", consumer));
    filter.department().ifPresent(department -> details.put("department", department));
    filter.route().ifPresent(route -> details.put("route", route));
    filter.cache().ifPresent(cache -> details.put("cache", cache));
    filter.request().ifPresent(request -> details.put("request", request));
    filter.createdBefore().ifPresent(time -> details.put("created_before", time.toString()));
    filter.question().ifPresent(question -> details.put("question_sha256", sha256(question)));
    if (entries.isPresent()) {
      details.put("entries", entries.getAsLong());
    } else {
      details.put("outcome", "unknown");
    }
    trail.done(caller, action, name, JSON.valueToTree(details));
  }

  private static String sha256(String text) {
    return HexFormat.of().formatHex(Sha256.of(text));
  }
}
