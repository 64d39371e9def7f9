package io.sluice.tokens;

import io.sluice.exchange.PromptCount;

/** A prompt's count while it is made. For one thread. */
final class Tally {

  private final Model model;
  private long tokens;
  private int images;
  private boolean exact;

  Tally(Model model) {
    this.model = model;
    this.exact = model.family().isExact() && model.template() != Model.Template.FAMILY;
  }

  Model model() {
    return model;
  }

  void add(long more) {
    tokens += more;
  }

  void text(String text) {
    tokens += model.count(text);
  }

  /** Adds what no known rule gives. */
  void estimate(double more) {
    tokens += (long) Math.ceil(more);
    exact = false;
  }

  /** Says that something could not be counted, or only by a rule that sometimes fails. */
  void inexact() {
    exact = false;
  }

  void image(ImageSize size, boolean low) {
    images++;
    estimate((double) model.images().tokens(size, low));
  }

  PromptCount count() {
    return new PromptCount(Math.max(0, tokens), images, exact);
  }
}
