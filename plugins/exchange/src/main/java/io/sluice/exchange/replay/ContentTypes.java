package io.sluice.exchange.replay;

/** The types of the two forms of an answer. */
final class ContentTypes {

  static final String JSON = "application/json";
  static final String EVENTS = "text/event-stream; charset=utf-8";

  private ContentTypes() {}
}
