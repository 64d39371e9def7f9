package io.sluice.elasticsearch;

import io.sluice.exchange.cache.EntryHead;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;

/**
 * Notes when an answer was found, roughly, without anybody waiting for it: that decides who must
 * make room. What can't be noted is noted the next time.
 */
final class LastUses {

  /** A note that is younger than this part of an answer's life will do. */
  private static final int PART_OF_LIFE = 10;

  private static final int UNDER_WAY_AT_MOST = 16;

  private final Elasticsearch server;
  private final AnswerIndex index;
  private final Semaphore places = new Semaphore(UNDER_WAY_AT_MOST);

  LastUses(Elasticsearch server, AnswerIndex index) {
    this.server = server;
    this.index = index;
  }

  void note(EntryHead head, Instant last, Instant now) {
    var life = Duration.between(head.created(), head.expires());
    if (Duration.between(last, now).compareTo(life.dividedBy(PART_OF_LIFE)) <= 0
        || !places.tryAcquire()) {
      return;
    }
    var note = Map.of("used", now.toString());
    var unused =
        server
            .send(client ->
                client.<JsonNode, Map<String, String>>update(
                    u -> u.index(index.alias()).id(head.id().value()).doc(note), JsonNode.class))
            .whenComplete((done, failure) -> places.release());
  }
}
