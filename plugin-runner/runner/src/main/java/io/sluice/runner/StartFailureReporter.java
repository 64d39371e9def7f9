package io.sluice.runner;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Tells whoever started the runner, in one line on the standard error, why it did not start. */
final class StartFailureReporter implements FailureAnalysisReporter {

  @Override
  public void report(FailureAnalysis analysis) {
    System.err.println("plugin-runner: " + oneLine(analysis.getDescription()));
  }

  private static String oneLine(String description) {
    return description.strip().replaceAll("\\s+", " ");
  }
}
