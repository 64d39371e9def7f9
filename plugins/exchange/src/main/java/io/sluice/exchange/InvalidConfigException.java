package io.sluice.exchange;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that can't be used; the message names every problem with key, rule and value. */
public final class InvalidConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * @param subject what was checked: a plugin's name on the wire, or a file
   */
  public InvalidConfigException(String subject, List<Problem> problems) {
    super(
        problems.stream()
            .map(Problem::toString)
            .collect(Collectors.joining("; ", subject + ": ", "")));
    this.problems = List.copyOf(problems);
  }

  /** Returns what is wrong, each once. */
  public List<Problem> problems() {
    return problems;
  }
}
