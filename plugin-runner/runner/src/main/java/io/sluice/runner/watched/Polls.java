package io.sluice.runner.watched;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks at something again and again while the application runs. */
public abstract class Polls implements SmartLifecycle {

  /** How long a change of a file may take to be in force. */
  public static final Duration WITHIN = Duration.ofMillis(500);

  /** For a file, which must be found twice. */
  public static final Duration FILE = WITHIN.dividedBy(2);

  private static final Logger logger = LoggerFactory.getLogger(Polls.class);

  private final String what;
  private final ScheduledExecutorService scheduler;
  private final List<Poll> polls;
  private volatile boolean running;

  /**
   * One thing to look at.
   *
   * @param pause between the end of a look and the next
   */
  public record Poll(Duration pause, Runnable look) {}

  /**
   * @param what is looked at, in the plural
   * @param scheduler ended with this
   */
  protected Polls(String what, ScheduledExecutorService scheduler, List<Poll> polls) {
    this.what = what;
    this.scheduler = scheduler;
    this.polls = List.copyOf(polls);
  }

  @Override
  public final void start() {
    polls.forEach(this::schedule);
    running = true;
  }

  private void schedule(Poll poll) {
    long millis = poll.pause().toMillis();
    var unused =
        scheduler.scheduleWithFixedDelay(
            () -> {
              try {
                poll.look().run();
              } catch (RuntimeException e) {
                // Thrown on, it would end the polling.
                logger.atError().setCause(e).log("{} could not be looked at", what);
              }
            },
            millis,
            millis,
            TimeUnit.MILLISECONDS);
  }

  @Override
  public final void stop() {
    scheduler.shutdownNow();
    running = false;
  }

  @Override
  public final boolean isRunning() {
    return running;
  }
}
