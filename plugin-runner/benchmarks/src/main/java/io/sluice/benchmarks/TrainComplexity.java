package io.sluice.benchmarks;

import io.sluice.onnx.OnnxEmbeddingModel;
import io.sluice.router.complexity.ComplexityTraining;
import io.sluice.router.linear.Provenance;
import io.sluice.router.verifier.VerifierTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the weights that ship with {@code ai-semantic-router}.
 *
 * <p>{@code TrainComplexity DATA-FOLDER RESOURCES DATE}: trains on the sets of {@code routing/}
 * with a permissive licence and writes {@code complexity-model.bin} and {@code verifier-model.bin}
 * into their packages' folders in {@code RESOURCES}. The same data and date give the same files.
 */
public final class TrainComplexity {

  /** Their questions, or some of them, are under a share-alike licence. */
  private static final Set<String> SHARE_ALIKE =
      Set.of("natural_qa", "arc_challenge", "agentverse-mgsm");

  private static final List<String> SETS =
      List.of(
          "routellm-mmlu (Apache-2.0, MIT)",
          "routellm-gsm8k (Apache-2.0, MIT)",
          "zeroeval-mix (Apache-2.0, MIT)",
          "mmlu-pro-pairs (Apache-2.0, MIT)",
          "llmrouter-openpool (MIT, Apache-2.0, CC BY) without natural_qa, arc_challenge, mgsm");

  private TrainComplexity() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException("needs DATA-FOLDER RESOURCES DATE");
    }
    var rows =
        RoutingSets.read(Path.of(arguments[0])).stream()
            .filter(row -> !SHARE_ALIKE.contains(row.task()))
            .toList();
    var resources = Path.of(arguments[1]).resolve("io/sluice/router");
    var examples =
        categorised(rows).stream().map(row -> row.example(RoutingPair.mainOf(row.set()))).toList();
    var provenance = provenance(arguments[2], SETS, examples.size());
    try (var model = OnnxEmbeddingModel.packaged()) {
      write(
          resources.resolve("complexity/complexity-model.bin"),
          ComplexityTraining.fit(examples, model, provenance).write());
    }
    var answers = rows.stream().flatMap(RoutingRow::judged).toList();
    write(
        resources.resolve("verifier/verifier-model.bin"),
        VerifierTraining.fit(answers, provenance(arguments[2], SETS.subList(1, 4), answers.size()))
            .write());
  }

  private static Provenance provenance(String date, List<String> sets, int rows) {
    return new Provenance(
        "TrainComplexity DATA-FOLDER RESOURCES DATE",
        date,
        sets,
        rows,
        List.of("RoutingQuality measures; its figures are in the README of benchmarks"));
  }

  /** Gives subjects of MMLU the domain that MMLU-Pro gives most of their questions. */
  private static List<RoutingRow> categorised(List<RoutingRow> rows) {
    var domains = new HashMap<String, String>();
    for (var row : rows) {
      if (row.set().equals("mmlu-pro-pairs")) {
        domains.put(row.group(), row.category());
      }
    }
    var bySubject = new HashMap<String, Map<String, Integer>>();
    for (var row : rows) {
      var domain = domains.get(row.group());
      if (row.set().equals("routellm-mmlu") && domain != null) {
        bySubject
            .computeIfAbsent(row.category(), any -> new HashMap<>())
            .merge(domain, 1, Integer::sum);
      }
    }
    var categorised = new ArrayList<RoutingRow>();
    for (var row : rows) {
      var category =
          switch (row.set()) {
            case "mmlu-pro-pairs" -> row.category();
            case "routellm-mmlu" -> most(bySubject.getOrDefault(row.category(), Map.of()));
            default -> "";
          };
      categorised.add(row.withCategory(category));
    }
    return categorised;
  }

  private static String most(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    var parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.write(file, bytes);
    System.out.printf("%s: %,d bytes%n", file, bytes.length);
  }
}
