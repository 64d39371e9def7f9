package io.sluice.exchange.replay;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** An answer read document by document, as one protocol has it. */
interface Reading {

  /** Takes the next event of a stream, or the one document of an answer that is whole. */
  void take(ObjectNode document);

  /** Whether all documents were of the protocol. */
  boolean isOfProtocol();

  /**
   * Whether the protocol's own end was read.
   *
   * @param done whether the stream said {@code [DONE]}; true of an answer that is whole
   */
  boolean isEnded(boolean done);

  /** Returns what only this protocol has against keeping the answer. */
  Optional<Why> objection();
}
