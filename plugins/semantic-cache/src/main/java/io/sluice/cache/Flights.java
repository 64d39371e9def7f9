package io.sluice.cache;

import io.sluice.exchange.cache.EntryId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The requests of this runner whose answers are on their way, each with those that wait for it.
 *
 * <p>Nobody waits longer than since the flight's beginning is allowed, so that a flight that never
 * lands delays the requests of a moment and not of a quarter of an hour. Thread-safe.
 */
final class Flights {

  private final ConcurrentMap<EntryId, Flight> flights = new ConcurrentHashMap<>();
  private final InstantSource clock;

  Flights(InstantSource clock) {
    this.clock = clock;
  }

  /** A request on its way. */
  static final class Flight {

    private final EntryId id;
    private final Instant began;
    private final CompletableFuture<Optional<Recalled>> landed = new CompletableFuture<>();

    private Flight(EntryId id, Instant began) {
      this.id = id;
      this.began = began;
    }
  }

  /** Begins a flight; empty if there is one already that began less than {@code window} ago. */
  Optional<Flight> begin(EntryId id, Duration window) {
    var own = new Flight(id, clock.instant());
    var known = flights.compute(id, (same, other) -> isOn(other, window) ? other : own);
    return known == own ? Optional.of(own) : Optional.empty();
  }

  private boolean isOn(@Nullable Flight flight, Duration window) {
    return flight != null && clock.instant().isBefore(flight.began.plus(window));
  }

  /**
   * Waits for the answer to an equal request.
   *
   * @param window how long after its beginning a flight is waited for
   * @return empty if it lands without an answer, or too late; at once if there is none
   */
  Optional<Recalled> await(EntryId id, Duration window) {
    var flight = flights.get(id);
    if (flight == null) {
      return Optional.empty();
    }
    var left = Duration.between(clock.instant(), flight.began.plus(window));
    try {
      return flight.landed.get(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a flight never fails", e);
    }
  }

  /**
   * Ends a flight: whoever waits gets the answer, or goes on without. May be called again.
   *
   * @param answer for nobody if it is one to other words, which made a stale entry be asked anew
   */
  void land(Flight flight, Optional<Recalled> answer) {
    flights.remove(flight.id, flight);
    flight.landed.complete(answer.filter(landed -> landed.head().id().equals(flight.id)));
  }
}
