package io.sluice.cache.calibration;

import io.sluice.cache.guard.Candidate;
import io.sluice.cache.guard.Choice;
import io.sluice.cache.guard.Comparison;
import io.sluice.cache.guard.Guard;
import io.sluice.cache.guard.Lookup;
import io.sluice.cache.guard.Verdict.Same;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Plays labelled pairs against the shipped lookup, and finds each route's threshold.
 *
 * <p>All stored questions of a route are put into one cache, and each different asked one is asked
 * once. A hit is right if some pair labels the asked question the same with the one that was hit,
 * or with one of its answer.
 */
public final class Calibration {

  /** Thresholds from 0.70 to 1.00. */
  static final double[] THRESHOLDS =
      IntStream.rangeClosed(70, 100).mapToDouble(hundredths -> hundredths / 100.0).toArray();

  /** So low that the score decides nothing: what is a hit then is one from its score on. */
  private static final double ANY = Double.MIN_VALUE;

  private final EmbeddingModel model;
  private final double mostFalseHits;
  private final Map<String, Embedding> embeddings = new HashMap<>();

  /**
   * @param model bge-small-en-v1.5, to whose similarities the shipped lookup is set
   * @param mostFalseHits of all questions asked, in (0, 1)
   * @throws io.sluice.exchange.InvalidConfigException if it is out of range
   */
  public Calibration(EmbeddingModel model, double mostFalseHits) {
    new Problems("calibration")
        .require(
            mostFalseHits > 0 && mostFalseHits < 1, "max_false_hits", "in (0, 1)", mostFalseHits)
        .throwIfAny();
    this.model = model;
    this.mostFalseHits = mostFalseHits;
  }

  /**
   * Measures each route, in the order in which the pairs first name them.
   *
   * @throws io.sluice.exchange.DependencyException if the model fails
   */
  public List<RouteCurve> of(List<LabelledPair> pairs) {
    var routes = new LinkedHashMap<String, List<LabelledPair>>();
    pairs.forEach(pair -> routes.computeIfAbsent(pair.route(), any -> new ArrayList<>()).add(pair));
    return routes.entrySet().stream()
        .map(route -> curve(route.getKey(), route.getValue()))
        .toList();
  }

  private RouteCurve curve(String route, List<LabelledPair> pairs) {
    var cache = new StoredQuestions(model, embeddings);
    var answers = new LinkedHashMap<String, String>();
    var right = new LinkedHashMap<String, Set<String>>();
    for (var pair : pairs) {
      if (!pair.answer().isEmpty() || !answers.containsKey(pair.stored())) {
        answers.put(pair.stored(), pair.answerLabel());
      }
    }
    for (var pair : pairs) {
      var same = right.computeIfAbsent(pair.asked(), any -> new HashSet<>());
      if (pair.same()) {
        same.add(answers.getOrDefault(pair.stored(), ""));
      }
      if (answers.containsKey(pair.asked())) {
        same.add(answers.getOrDefault(pair.asked(), ""));
      }
    }
    answers.forEach((question, answer) -> {
      if (isComparable(question)) {
        cache.put("", List.of(), question, answer);
      }
    });
    var guarded = new ArrayList<Outcome>();
    var unguarded = new ArrayList<Outcome>();
    var guard = new Guard();
    right.forEach((asked, same) -> {
      var nearest =
          isComparable(asked) ? cache.nearest("", asked, any -> true) : List.<Candidate>of();
      guarded.add(outcome(asked, answers, same, nearest, guard));
      unguarded.add(outcome(asked, answers, same, nearest, Calibration::noGuard));
    });
    var points = points(guarded);
    return new RouteCurve(
        route,
        answers.size(),
        right.size(),
        (int) guarded.stream().filter(Outcome::answerable).count(),
        points,
        points(unguarded),
        Recommendation.of(points, mostFalseHits));
  }

  private static Same noGuard(String asked, String stored) {
    return new Same(asked.equals(stored), 1);
  }

  /** As the plugin: what model and guard do not read to its end is only found by equality. */
  private boolean isComparable(String question) {
    return question.length() <= Guard.LONGEST && model.readsWhole(question);
  }

  private static Outcome outcome(
      String asked,
      Map<String, String> answers,
      Set<String> same,
      List<Candidate> nearest,
      Comparison guard) {
    var equal = answers.get(asked);
    if (equal != null) {
      return new Outcome(!same.isEmpty(), same.contains(equal), Double.POSITIVE_INFINITY);
    }
    return Lookup.bgeSmall().withThreshold(ANY).choose(asked, nearest, guard)
            instanceof Choice.Hit(Candidate candidate, var score, var wording)
        ? new Outcome(
            !same.isEmpty(),
            same.contains(candidate.answer()),
            wording ? Double.POSITIVE_INFINITY : score)
        : new Outcome(!same.isEmpty(), false, Double.NEGATIVE_INFINITY);
  }

  private static List<Point> points(List<Outcome> outcomes) {
    var points = new ArrayList<Point>();
    for (double threshold : THRESHOLDS) {
      points.add(Point.of(threshold, outcomes));
    }
    return points;
  }
}
