package io.sluice.benchmarks;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.router.complexity.Complexity;
import io.sluice.router.complexity.ComplexityModel;
import io.sluice.router.complexity.ComplexityTraining;
import io.sluice.router.linear.Logistic;
import io.sluice.router.linear.Provenance;
import io.sluice.router.verifier.Verifier;
import io.sluice.router.verifier.VerifierTraining;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Scores the rows of a set by every router, none by one that saw the row or another with the same
 * question.
 */
final class RoutingRouters {

  private static final int NEIGHBOURS = 40;

  /** Above every score: what does not keep to the schema always goes to the strong model. */
  private static final double INVALID = 2;

  /** While its rows are judged, their domains are. */
  private static final RoutingPair DOMAINS = RoutingPair.mainOf("mmlu-pro-pairs");

  private static final Provenance UNNAMED = new Provenance("", "", List.of(), 0, List.of());

  private final List<RoutingRow> judged;
  private final List<RoutingRow> training;
  private final boolean folds;
  private final EmbeddingModel model;
  private final Optional<ComplexityModel> shipped;
  private final Map<Integer, Verifier> verifiers = new HashMap<>();
  private final List<RoutingDomains.Named> domains = new ArrayList<>();

  /**
   * @param training the same rows as {@code judged} for cross-validation
   * @param shipped a model that has not seen the judged rows
   */
  RoutingRouters(
      List<RoutingRow> judged,
      List<RoutingRow> training,
      EmbeddingModel model,
      Optional<ComplexityModel> shipped) {
    this.judged = judged;
    this.training = training;
    this.folds = judged.equals(training);
    this.model = model;
    this.shipped = shipped;
  }

  /** Returns the set's rows in the order of the scores. */
  List<RoutingRow> rows(RoutingPair pair) {
    var rows = new ArrayList<RoutingRow>();
    for (int fold = 0; fold < (folds ? RoutingRow.FOLDS : 1); fold++) {
      rows.addAll(part(pair, fold));
    }
    return rows;
  }

  /** Returns each router's scores; the higher, the sooner a row goes to the strong model. */
  Map<String, double[]> scores(RoutingPair pair) {
    var scores = new LinkedHashMap<String, List<Double>>();
    var others = others(pair);
    for (int fold = 0; fold < (folds ? RoutingRow.FOLDS : 1); fold++) {
      var rows = part(pair, fold);
      if (!rows.isEmpty()) {
        score(pair, fold, rows, others, scores);
      }
    }
    var arrays = new LinkedHashMap<String, double[]>();
    scores.forEach(
        (name, list) -> arrays.put(name, list.stream().mapToDouble(Double::doubleValue).toArray()));
    return arrays;
  }

  /** Returns how well domains were told, once the scores were asked for. */
  Optional<RoutingDomains> domains() {
    return domains.isEmpty() ? Optional.empty() : Optional.of(RoutingDomains.of(domains));
  }

  private List<RoutingRow> part(RoutingPair pair, int fold) {
    return judged.stream()
        .filter(row -> row.set().equals(pair.set()) && (!folds || row.fold() == fold))
        .toList();
  }

  private void score(
      RoutingPair pair,
      int fold,
      List<RoutingRow> rows,
      Optional<ComplexityModel> others,
      Map<String, List<Double>> scores) {
    var unseen = unseen(rows, fold);
    var trained =
        ComplexityTraining.fit(
            unseen.stream()
                .filter(row -> row.set().equals(pair.set()))
                .map(row -> row.example(pair))
                .toList(),
            model,
            UNNAMED);
    var neighbours = new Neighbours(pair, unseen, model);
    var random = new Random(fold);
    for (var row : rows) {
      var embedding = model.embed(row.prompt());
      var complexity = trained.of(row.prompt(), embedding);
      if (pair.equals(DOMAINS)) {
        domains.add(new RoutingDomains.Named(row.category(), complexity.category().orElse("")));
      }
      add(scores, "random", random.nextDouble());
      add(scores, "length", row.prompt().length());
      add(scores, "knn", neighbours.gain(embedding));
      add(scores, "ridge", harder(complexity.bySentence(), complexity));
      add(scores, "features", harder(complexity.byText(), complexity));
      add(scores, "prompt", harder(complexity.hard(), complexity));
      others.ifPresent(zero -> add(scores, "other sets", zero.of(row.prompt(), embedding).hard()));
      shipped.ifPresent(zero -> add(scores, "shipped", zero.of(row.prompt(), embedding).hard()));
      var answer = row.answers().get(pair.cheap());
      if (answer != null) {
        add(scores, "format gate", gate(row, pair, answer.length() / 1e6));
        cascade(pair, row, answer, complexity, verifier(fold, rows), scores);
      }
      add(scores, "oracle", row.qualityOf(pair.strong()) - row.qualityOf(pair.cheap()));
    }
  }

  /** Beside the training data's own rate, which differs from fold to fold. */
  private static double harder(double probability, Complexity complexity) {
    return Logistic.logit(probability) - Logistic.logit(complexity.base());
  }

  private static void cascade(
      RoutingPair pair,
      RoutingRow row,
      String answer,
      Complexity complexity,
      Verifier verifier,
      Map<String, List<Double>> scores) {
    double alone = 1 - verifier.score(row.asked(), answer);
    add(scores, "verifier", gate(row, pair, alone));
    double both = 1 - verifier.score(row.asked(), answer, complexity);
    add(scores, "cascade", gate(row, pair, both));
  }

  private static double gate(RoutingRow row, RoutingPair pair, double score) {
    return row.invalid().contains(pair.cheap()) ? INVALID : score;
  }

  private static void add(Map<String, List<Double>> scores, String name, double score) {
    scores.computeIfAbsent(name, any -> new ArrayList<>()).add(score);
  }

  private Verifier verifier(int fold, List<RoutingRow> rows) {
    return verifiers.computeIfAbsent(
        fold,
        any ->
            VerifierTraining.fit(
                unseen(folds ? rows : judged, fold).stream().flatMap(RoutingRow::judged).toList(),
                UNNAMED));
  }

  private List<RoutingRow> unseen(List<RoutingRow> rows, int fold) {
    if (folds) {
      return training.stream().filter(row -> row.fold() != fold).toList();
    }
    var groups = groups(rows);
    return training.stream().filter(row -> !groups.contains(row.group())).toList();
  }

  /** Fits a model to the other sets. */
  private Optional<ComplexityModel> others(RoutingPair pair) {
    var groups = groups(judged.stream().filter(row -> row.set().equals(pair.set())).toList());
    var examples =
        training.stream()
            .filter(row -> !row.set().equals(pair.set()) && !groups.contains(row.group()))
            .map(row -> row.example(RoutingPair.mainOf(row.set())))
            .toList();
    return examples.size() < ComplexityTraining.FEWEST
        ? Optional.empty()
        : Optional.of(ComplexityTraining.fit(examples, model, UNNAMED));
  }

  private static Set<String> groups(List<RoutingRow> rows) {
    return rows.stream().map(RoutingRow::group).collect(Collectors.toSet());
  }

  /** Returns the tasks of some rows, with the places of each task's rows. */
  static Map<String, List<Integer>> tasks(List<RoutingRow> rows) {
    var tasks = new TreeMap<String, List<Integer>>();
    for (int i = 0; i < rows.size(); i++) {
      tasks.computeIfAbsent(rows.get(i).task(), any -> new ArrayList<>()).add(i);
    }
    return tasks;
  }

  /** The mean gain of the nearest training prompts. */
  private record Neighbours(List<Embedding> embeddings, List<Double> gains) {

    private record Near(double similarity, double gain) {}

    Neighbours(RoutingPair pair, List<RoutingRow> rows, EmbeddingModel model) {
      this(new ArrayList<>(), new ArrayList<>());
      for (var row : rows) {
        if (row.set().equals(pair.set())) {
          embeddings.add(model.embed(row.prompt()));
          gains.add(row.qualityOf(pair.strong()) - row.qualityOf(pair.cheap()));
        }
      }
    }

    double gain(Embedding prompt) {
      var near = new ArrayList<Near>();
      for (int i = 0; i < embeddings.size(); i++) {
        near.add(new Near(prompt.similarity(embeddings.get(i)), gains.get(i)));
      }
      near.sort(Comparator.comparingDouble(one -> -one.similarity()));
      return near.stream().limit(NEIGHBOURS).mapToDouble(Near::gain).average().orElse(0);
    }
  }
}
