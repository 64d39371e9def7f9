package io.sluice.redis.answers;

import static io.sluice.testkit.cache.Entries.entry;
import static io.sluice.testkit.cache.Entries.partition;
import static io.sluice.testkit.cache.Entries.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.cache.EntryHead;
import io.sluice.vectors.EntryIndex;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders in which our own changes and those that are read can meet. */
class MirrorTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final EntryHead OLD = head("old");
  private static final EntryHead NEW = head("new");

  private final EntryIndex index = new EntryIndex(() -> NOW, Optional.empty());
  private final Mirror mirror = new Mirror(index);

  /** Entries of one id. */
  private static EntryHead head(String answer) {
    return entry(partition("acme"), "question", vector(0), answer, NOW).head();
  }

  private static MessageId id(long number) {
    return new MessageId(number, 0);
  }

  private static Message message(long number) {
    return new Message(id(number), number, List.of(OLD.id()));
  }

  private Optional<EntryHead> known() {
    return index.get(OLD.id());
  }

  /** All that a follower does with a message of which it reads this. */
  private void follow(long number, Optional<EntryHead> read) {
    mirror.reading(message(number));
    mirror.apply(OLD.id(), read);
    mirror.read();
  }

  @BeforeEach
  void begin() {
    mirror.whole();
  }

  @Test
  void showsOurOwnPutAtOnce() {
    mirror.wrote(id(1), NEW);

    assertThat(known()).contains(NEW);
    assertThat(mirror.isOwn(OLD.id(), id(1))).isTrue();
  }

  @Test
  void isNotUndoneByWhatWasReadBefore() {
    mirror.reading(message(1));
    mirror.wrote(id(2), NEW);
    mirror.apply(OLD.id(), Optional.of(OLD));
    mirror.read();

    assertThat(known()).contains(NEW);
  }

  @Test
  void isOverriddenByWhatCameAfter() {
    mirror.wrote(id(1), NEW);

    follow(2, Optional.empty());

    assertThat(known()).isEmpty();
  }

  @Test
  void readsAgainWhatTheFollowerSawFirst() {
    follow(2, Optional.empty());

    mirror.wrote(id(1), NEW);

    assertThat(known()).contains(NEW);
    assertThat(mirror.doubtful()).containsExactly(NEW.id());
    assertThat(mirror.doubtful()).isEmpty();
  }

  @Test
  void forgetsWhatRedisDoesNotHave() {
    follow(1, Optional.of(OLD));

    mirror.gone(OLD.id(), mirror.applied());

    assertThat(known()).isEmpty();
  }

  @Test
  void readsAgainWhatMayHaveComeBackMeanwhile() {
    follow(1, Optional.of(OLD));
    var before = mirror.applied();
    follow(2, Optional.of(NEW));

    mirror.gone(OLD.id(), before);

    assertThat(known()).contains(NEW);
    assertThat(mirror.doubtful()).containsExactly(NEW.id());
  }

  @Test
  void doesNotInsistOnAPutThatTheServerLost() {
    mirror.wrote(id(1), NEW);

    mirror.doubtOwn();
    mirror.doubtful();
    mirror.apply(NEW.id(), Optional.empty());

    assertThat(known()).isEmpty();
  }

  @Test
  void forgetsWhatIsNotThereWhenAllIsReadAnew() {
    follow(1, Optional.of(OLD));

    mirror.restart(message(5));
    assertThat(known()).contains(OLD);
    mirror.whole();

    assertThat(known()).isEmpty();
  }

  @Test
  void keepsWhatIsPutWhileAllIsReadAnew() {
    mirror.restart(message(5));
    mirror.wrote(id(6), NEW);
    mirror.reading(message(6));
    mirror.read();
    mirror.whole();

    assertThat(known()).contains(NEW);
  }

  @Test
  void waitsUntilAMessageIsAppliedAndAllIsRead() throws Exception {
    follow(3, Optional.of(OLD));
    mirror.await(id(3), 0);

    assertThatThrownBy(() -> mirror.await(id(4), 0)).isInstanceOf(TimeoutException.class);

    mirror.restart(message(5));
    assertThatThrownBy(() -> mirror.await(id(5), 0)).isInstanceOf(TimeoutException.class);
  }
}
