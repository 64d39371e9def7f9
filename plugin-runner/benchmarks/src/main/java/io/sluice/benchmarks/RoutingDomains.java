package io.sluice.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How often the complexity model's category is the domain of a question.
 *
 * @param mostFrequent the accuracy of always naming the most frequent domain
 */
record RoutingDomains(int rows, double accuracy, double macroF1, double mostFrequent) {

  /** A question's domain and the one it was taken for. */
  record Named(String domain, String taken) {}

  static RoutingDomains of(List<Named> named) {
    double right = named.stream().filter(one -> one.domain().equals(one.taken())).count();
    var counts =
        named.stream().collect(Collectors.groupingBy(Named::domain, Collectors.counting()));
    double most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    var scores = new ArrayList<Double>();
    for (var domain : new TreeSet<>(counts.keySet())) {
      scores.add(f1(named, domain, counts));
    }
    return new RoutingDomains(
        named.size(),
        right / named.size(),
        scores.stream().mapToDouble(Double::doubleValue).average().orElse(0),
        most / named.size());
  }

  private static double f1(List<Named> named, String domain, Map<String, Long> counts) {
    Map<Boolean, Long> taken =
        named.stream()
            .filter(one -> one.taken().equals(domain))
            .map(one -> one.domain().equals(domain))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    double right = taken.getOrDefault(true, 0L);
    double wrong = taken.getOrDefault(false, 0L);
    return 2 * right / (right + wrong + counts.getOrDefault(domain, 0L));
  }
}
