package io.sluice.benchmarks;

import io.sluice.benchmarks.CacheMetric.Figure;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.onnx.EmbeddingConfig;
import io.sluice.onnx.OnnxEmbeddingModel;
import io.sluice.router.intent.IntentClassifier;
import io.sluice.router.intent.SentenceModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * How well intents are told apart from a few examples, and what belongs to none from them.
 *
 * <p>{@code IntentQuality [JUDGED-FOLDER] [--train FOLDER] [--json FILE]}: learns from {@code
 * intent/} of the training folder (its rows marked for 5 and 10 shots, and all of its training
 * rows) and judges the other folder's rows. With one folder for both (the default), rows that are
 * learned from are not asked. Prints tables with 95 % bootstrap intervals, and writes them to
 * {@code intent-quality.json}.
 */
public final class IntentQuality {

  private static final int REPORT_EVERY = 5_000;

  private final RememberingModel miniLm;
  private final RememberingModel bge;
  private final Map<String, Object> report = new LinkedHashMap<>();

  /** A line of the first table. */
  private record Accuracy(String set, String shots, int asked, Map<String, Figure> methods) {}

  /** A line of the second. */
  private record Outside(
      String set,
      String shots,
      String method,
      Figure at96,
      Figure at90,
      Figure areaUnderCurve,
      double calibrationError) {}

  /** A line of the third: with a threshold that was chosen on the training folder. */
  private record Banking(
      String kind, String method, Figure accuracy, Figure recall, Figure areaUnderCurve) {}

  /** A line of the last. */
  private record Cost(int intents, int examples, long learnMillis) {}

  private IntentQuality(EmbeddingModel miniLm, EmbeddingModel bge) {
    this.miniLm = new RememberingModel(miniLm);
    this.bge = new RememberingModel(bge);
  }

  public static void main(String[] arguments) throws IOException {
    var options = new LinkedHashMap<String, String>();
    var judged = "../shared/data";
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith("--") && i + 1 < arguments.length) {
        options.put(arguments[i], arguments[++i]);
      } else {
        judged = arguments[i];
      }
    }
    var training = Path.of(options.getOrDefault("--train", judged));
    var json = Path.of(options.getOrDefault("--json", "intent-quality.json"));
    try (var miniLm = OnnxEmbeddingModel.packaged();
        var bge = OnnxEmbeddingModel.packagedBgeSmall(EmbeddingConfig.bgeSmall())) {
      var quality = new IntentQuality(miniLm, bge);
      quality.measure(training, Path.of(judged));
      Files.writeString(json, new JsonMapper().writeValueAsString(quality.report));
    }
  }

  private void measure(Path training, Path judged) throws IOException {
    var splits = IntentSplit.of(training, judged);
    var banking = new ArrayList<IntentSplit>();
    for (var kind : List.of("id_oos", "ood_oos")) {
      banking.add(IntentSplit.bankingOutside(training, training, kind));
      banking.add(IntentSplit.bankingOutside(training, judged, kind));
    }
    embed(Stream.concat(splits.stream(), banking.stream()).toList());
    var accuracies = new ArrayList<Accuracy>();
    var outside = new ArrayList<Outside>();
    for (var split : splits) {
      var figures = new LinkedHashMap<String, Figure>();
      for (var method : IntentMethod.all(miniLm, bge)) {
        System.err.printf("%s, %s: %s%n", split.set(), split.shots(), method.name());
        var answers = judge(split, method);
        figures.put(method.name(), answers.figure(IntentJudged::accuracy));
        if (!split.outside().isEmpty()) {
          outside.add(outside(split, method.name(), answers));
        }
      }
      accuracies.add(new Accuracy(split.set(), split.shots(), split.inScope().size(), figures));
    }
    print(accuracies);
    printOutside(outside);
    report.put("accuracy", accuracies);
    report.put("outside", outside);
    report.put("banking77-oos", banking(banking, training.equals(judged)));
    report.put("cost", cost(splits));
  }

  private void embed(List<IntentSplit> splits) {
    var texts =
        splits.stream()
            .flatMap(split ->
                Stream.of(split.examples(), split.inScope(), split.outside()).flatMap(List::stream))
            .map(IntentRow::text)
            .distinct()
            .toList();
    var done = new AtomicInteger();
    texts.parallelStream()
        .forEach(text -> {
          miniLm.embed(text);
          bge.embed(text);
          int count = done.incrementAndGet();
          if (count % REPORT_EVERY == 0) {
            System.err.printf("embedded %,d of %,d%n", count, texts.size());
          }
        });
  }

  private static IntentJudged judge(IntentSplit split, IntentMethod method) {
    var ask = method.learn().apply(IntentMethod.byIntent(split.examples()));
    var right = new boolean[split.inScope().size()];
    var inScope = new double[right.length];
    IntStream.range(0, right.length)
        .parallel()
        .forEach(i -> {
          var row = split.inScope().get(i);
          var answer = ask.apply(row.text());
          right[i] = answer.intent().equals(row.intent());
          inScope[i] = answer.score();
        });
    return new IntentJudged(right, inScope, outside(split, ask));
  }

  private static double[] outside(IntentSplit split, Function<String, IntentMethod.Answer> ask) {
    return split.outside().parallelStream()
        .mapToDouble(row -> ask.apply(row.text()).score())
        .toArray();
  }

  private static Outside outside(IntentSplit split, String method, IntentJudged answers) {
    return new Outside(
        split.set(),
        split.shots(),
        method,
        answers.figure(a -> a.recallAt(0.96)),
        answers.figure(a -> a.recallAt(0.90)),
        answers.figure(IntentJudged::areaUnderCurve),
        answers.calibrationError());
  }

  /**
   * @param splits for each kind what the threshold is chosen on, and what is judged
   */
  private List<Banking> banking(List<IntentSplit> splits, boolean same) {
    System.out.printf(
        "%nbanking77-oos%s%n%-8s %-16s %22s %22s %22s%n",
        same ? ", threshold chosen on the rows that are judged" : "",
        "kind",
        "method",
        "in scope, right",
        "left alone",
        "AUROC");
    var lines = new ArrayList<Banking>();
    for (var method : IntentMethod.all(miniLm, bge)) {
      for (int i = 0; i < splits.size(); i += 2) {
        double threshold = judge(splits.get(i), method).bestThreshold();
        var answers = judge(splits.get(i + 1), method);
        var line =
            new Banking(
                splits.get(i).set(),
                method.name(),
                answers.figure(a -> a.accuracyFrom(threshold)),
                answers.figure(a -> a.recallBelow(threshold)),
                answers.figure(IntentJudged::areaUnderCurve));
        System.out.printf(
            "%-8s %-16s %22s %22s %22s%n",
            line.kind(),
            line.method(),
            shown(line.accuracy()),
            shown(line.recall()),
            shown(line.areaUnderCurve()));
        lines.add(line);
      }
    }
    return lines;
  }

  /** How long learning takes, without embedding, beside whatever else the machine does. */
  private List<Cost> cost(List<IntentSplit> splits) {
    var clinc = splits.stream().filter(split -> split.set().equals("clinc150")).toList();
    var lines = new ArrayList<Cost>();
    for (var rows : List.of(clinc.get(1).examples(), everyThird(clinc.get(2).examples()))) {
      var examples = IntentMethod.written(IntentMethod.byIntent(rows));
      long start = System.nanoTime();
      IntentClassifier.learn(examples, new SentenceModels(miniLm, bge));
      var line = new Cost(examples.size(), rows.size(), (System.nanoTime() - start) / 1_000_000);
      System.out.printf(
          "%nlearning %,d examples of %d intents, embedded before: %,d ms",
          line.examples(), line.intents(), line.learnMillis());
      lines.add(line);
    }
    System.out.println();
    return lines;
  }

  private static List<IntentRow> everyThird(List<IntentRow> rows) {
    return IntStream.range(0, rows.size() / 3).mapToObj(i -> rows.get(3 * i)).toList();
  }

  private static void print(List<Accuracy> lines) {
    System.out.printf("accuracy, %%%n%-10s %5s %6s", "set", "shots", "asked");
    lines.getFirst().methods().keySet().forEach(name -> System.out.printf(" %22s", name));
    System.out.println();
    for (var line : lines) {
      System.out.printf("%-10s %5s %6d", line.set(), line.shots(), line.asked());
      line.methods().values().forEach(figure -> System.out.printf(" %22s", shown(figure)));
      System.out.println();
    }
  }

  private static void printOutside(List<Outside> lines) {
    System.out.printf(
        "%nout of scope: recall at in-scope accuracy%n%-10s %5s %-16s %22s %22s %22s %6s%n",
        "set", "shots", "method", "96 %", "90 %", "AUROC", "ECE");
    for (var line : lines) {
      System.out.printf(
          "%-10s %5s %-16s %22s %22s %22s %6.3f%n",
          line.set(),
          line.shots(),
          line.method(),
          shown(line.at96()),
          shown(line.at90()),
          shown(line.areaUnderCurve()),
          line.calibrationError());
    }
  }

  private static String shown(Figure figure) {
    return Double.isNaN(figure.value())
        ? "–"
        : "%.1f (%.1f to %.1f)"
            .formatted(100 * figure.value(), 100 * figure.low(), 100 * figure.high());
  }
}
