package io.sluice.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.Partition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Which answers are meant, in Elasticsearch's words. */
final class AnswerQueries {

  private AnswerQueries() {}

  static Query alive(Instant now) {
    return Query.of(q -> q.range(r -> r.date(d -> d.field("expires").gt(now.toString()))));
  }

  /** Also what nobody could ever read: it has no end. */
  static Query expired(Instant now) {
    return Query.of(q ->
        q.bool(b ->
            b.should(s -> s.range(r -> r.date(d -> d.field("expires").lte(now.toString()))))
                .should(
                    s -> s.bool(none -> none.mustNot(has -> has.exists(e -> e.field("expires")))))
                .minimumShouldMatch("1")));
  }

  static Query everything() {
    return Query.of(q -> q.matchAll(all -> all));
  }

  static List<Query> alive(Partition partition, Instant now) {
    return List.of(term("partition", partition.id()), alive(now));
  }

  /** Those of a partition that have one of some answers. */
  static Query alive(Partition partition, Instant now, Collection<String> answers) {
    var values = answers.stream().map(FieldValue::of).toList();
    return Query.of(q ->
        q.bool(b ->
            b.filter(alive(partition, now))
                .filter(f -> f.terms(t -> t.field("answer").terms(v -> v.value(values))))));
  }

  static Query picked(EntryFilter filter) {
    return all(conditions(filter));
  }

  static Query picked(EntryFilter filter, Instant now) {
    var conditions = conditions(filter);
    conditions.add(alive(now));
    return all(conditions);
  }

  private static Query all(List<Query> conditions) {
    return Query.of(q -> q.bool(b -> b.filter(conditions)));
  }

  private static List<Query> conditions(EntryFilter filter) {
    var conditions = new ArrayList<Query>();
    filter.id().ifPresent(id -> conditions.add(term("id", id.value())));
    filter
        .question()
        .ifPresent(
            question -> conditions.add(term("question_sha256", StoredAnswer.sha256(question))));
    filter.consumer().ifPresent(name -> conditions.add(term("consumer", name)));
    filter.department().ifPresent(name -> conditions.add(term("department", name)));
    filter.route().ifPresent(name -> conditions.add(term("route", name)));
    filter.cache().ifPresent(name -> conditions.add(term("cache", name)));
    filter.request().ifPresent(name -> conditions.add(term("request", name)));
    filter
        .createdBefore()
        .ifPresent(moment ->
            conditions.add(
                Query.of(
                    q -> q.range(r -> r.date(d -> d.field("created").lt(moment.toString()))))));
    return conditions;
  }

  private static Query term(String field, String value) {
    return Query.of(q -> q.term(t -> t.field(field).value(value)));
  }
}
