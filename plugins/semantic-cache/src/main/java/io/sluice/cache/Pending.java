package io.sluice.cache;

import io.sluice.exchange.Embedding;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a request on its way whose answer may be kept.
 *
 * @param embedding of the question, if it was made
 * @param flights that end with it
 * @param shadow what would have been served
 */
record Pending(
    Key key,
    Optional<Embedding> embedding,
    List<Flights.Flight> flights,
    Optional<Found.Hit> shadow) {

  Pending {
    flights = List.copyOf(flights);
  }
}
