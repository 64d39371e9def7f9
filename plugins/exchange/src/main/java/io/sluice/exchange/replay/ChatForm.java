package io.sluice.exchange.replay;

import java.util.Optional;

/** A chat completion being read, in the form it came in. */
interface ChatForm extends Reading {

  /** Returns the completion that was read; empty if it has no text. */
  Optional<ChatDocument> document();
}
