package io.sluice.router.cascade;

import io.sluice.exchange.answer.ProviderAnswer;
import io.sluice.exchange.asked.AnswerFormat;
import io.sluice.exchange.routing.Upstream;
import java.nio.charset.StandardCharsets;

/**
 * A cheap answer to be looked at.
 *
 * @param question what was asked
 * @param format the form that the answer should have
 * @param raw as it came
 * @param read what it says
 */
public record CheapAnswer(
    String question, AnswerFormat format, Upstream.Answer raw, ProviderAnswer read) {

  private static final int OK = 200;

  /** Reads an answer. */
  public static CheapAnswer of(String question, AnswerFormat format, Upstream.Answer raw) {
    return new CheapAnswer(
        question,
        format,
        raw,
        ProviderAnswer.read(raw.contentType(), new String(raw.body(), StandardCharsets.UTF_8)));
  }

  /** Returns whether the target did its part: a whole answer that is no error. */
  public boolean isServed() {
    return raw.status() == OK && read.recognised() && read.finished() && read.error().isEmpty();
  }

  /** Returns whether the model calls functions instead of answering. */
  boolean calls() {
    return !read.toolCalls().isEmpty();
  }

  String text() {
    return read.text();
  }

  /** Without content. */
  @Override
  public String toString() {
    return "CheapAnswer[%s]".formatted(raw);
  }
}
