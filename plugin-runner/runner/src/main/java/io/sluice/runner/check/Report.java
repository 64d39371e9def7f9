package io.sluice.runner.check;

import java.util.List;

/**
 * What a check came to.
 *
 * @param routes how many routes the file has
 * @param blocks how many plugin blocks of ours it has
 * @param findings in the order of the file
 */
record Report(int routes, int blocks, List<Finding> findings) {

  long count(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }
}
