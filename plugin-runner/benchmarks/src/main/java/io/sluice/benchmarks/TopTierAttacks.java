package io.sluice.benchmarks;

import io.sluice.exchange.Catalog;
import io.sluice.onnx.EmbeddingConfig;
import io.sluice.onnx.OnnxEmbeddingModel;
import io.sluice.router.evaluation.Bootstrap;
import io.sluice.router.evaluation.Estimate;
import io.sluice.router.intent.SentenceModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * By how many points the dearest tier's share rises when phrases are added to ordinary prompts that
 * are to push them there, and what the guard against it costs hard prompts.
 *
 * <p>{@code TopTierAttacks [DATA-FOLDER] [--prompts N] [--risen FILE]}: attacks N prompts of each
 * set (40) on the shipped route, on one that judges complexity alone, and on both together. Prints
 * tables with 95 % bootstrap intervals and writes {@code top-tier-attacks.json}. Run it where the
 * repository begins.
 */
public final class TopTierAttacks {

  private static final JsonMapper JSON = new JsonMapper();

  private static final Path DAY = Path.of("test-env/e2e/src/main/resources/demo/prompts.jsonl");

  private static final int REPORT_EVERY = 2_000;

  /**
   * A line of the first table, in shares of prompts.
   *
   * @param rise of the dearest tier's share, guarded
   * @param lifted of the prompts that go elsewhere alone, guarded
   * @param lowered of the prompts that go to the dearest tier alone, guarded
   */
  private record Line(
      String route,
      String kind,
      String place,
      int prompts,
      Estimate clean,
      Estimate unguarded,
      Estimate rise,
      Estimate lifted,
      Estimate lowered,
      Estimate loweredUnguarded) {}

  /** A line of the second: how many prompts reach the dearest tier. */
  private record Cost(
      String route, String set, int prompts, Estimate unguarded, Estimate guarded) {}

  /**
   * One prompt with one phrase.
   *
   * @param before whether the prompt alone goes to the dearest tier, guarded
   */
  private record Attack(
      String set,
      String kind,
      AttackedPrompt.Place place,
      boolean before,
      boolean plain,
      boolean unguarded,
      boolean guarded,
      String text) {}

  private final List<AttackedPrompt> prompts;
  private final Map<String, List<String>> phrases;

  private TopTierAttacks(List<AttackedPrompt> prompts, Map<String, List<String>> phrases) {
    this.prompts = prompts;
    this.phrases = phrases;
  }

  public static void main(String[] arguments) throws IOException {
    var options = new LinkedHashMap<String, String>();
    var data = Path.of("../shared/data");
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith("--") && i + 1 < arguments.length) {
        options.put(arguments[i], arguments[++i]);
      } else {
        data = Path.of(arguments[i]);
      }
    }
    int ofEach = Integer.parseInt(options.getOrDefault("--prompts", "40"));
    var attacks =
        new TopTierAttacks(AttackedPrompt.read(data, DAY, ofEach), AttackPhrase.read(data));
    var hard = AttackedPrompt.hard(data, DAY, 4 * ofEach);
    var lines = new ArrayList<Line>();
    var costs = new ArrayList<Cost>();
    var risen = new ArrayList<Attack>();
    try (var miniLm = OnnxEmbeddingModel.packaged();
        var bge = OnnxEmbeddingModel.packagedBgeSmall(EmbeddingConfig.bgeSmall())) {
      var models = new SentenceModels(new RememberingModel(miniLm), new RememberingModel(bge));
      for (var route : routes(models)) {
        var found = attacks.on(route);
        found.stream().filter(a -> a.guarded() && !a.before()).forEach(risen::add);
        lines.addAll(lines(route.name(), found));
        costs.addAll(costs(route, hard));
        costs.addAll(costs(route, attacks.prompts));
      }
    }
    print(lines);
    printCosts(costs);
    Files.writeString(
        Path.of("top-tier-attacks.json"),
        JSON.writeValueAsString(Map.of("attacks", lines, "costs", costs)));
    if (options.containsKey("--risen")) {
      Files.writeString(
          Path.of(options.get("--risen")),
          String.join("\n", risen.stream().map(JSON::writeValueAsString).toList()));
    }
  }

  private static List<AttackedRoute> routes(SentenceModels models) throws IOException {
    var catalog = Catalog.parse(Files.readString(Path.of("apisix-conf/catalog.yaml")));
    var shipped = shipped(Files.readString(Path.of("apisix-conf/apisix.yaml")));
    var both = JSON.readTree(shipped).asObject();
    both.putObject("complexity");
    return List.of(
        AttackedRoute.of("shipped", shipped, catalog, models),
        AttackedRoute.of(
            "complexity",
            "{\"default_tier\": \"%s\", \"complexity\": {}}".formatted(catalog.tiers().getLast()),
            catalog,
            models),
        AttackedRoute.of("both", both.toString(), catalog, models));
  }

  private static String shipped(String yaml) {
    JsonNode file = JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
    for (var plugin : file.at("/routes/0/plugins/ext-plugin-pre-req/conf")) {
      if (plugin.path("name").asString("").equals("ai-semantic-router")) {
        return plugin.path("value").asString("");
      }
    }
    throw new IllegalStateException("no router in the first route");
  }

  private List<Attack> on(AttackedRoute route) {
    var done = new AtomicInteger();
    return IntStream.range(0, prompts.size())
        .parallel()
        .mapToObj(i -> on(route, i, done))
        .flatMap(List::stream)
        .toList();
  }

  private List<Attack> on(AttackedRoute route, int at, AtomicInteger done) {
    var prompt = prompts.get(at);
    boolean before = route.goesToTop(prompt.text(), true);
    boolean plain = route.goesToTop(prompt.text(), false);
    var attacks = new ArrayList<Attack>();
    phrases.forEach((kind, known) -> {
      for (var place : AttackedPrompt.Place.values()) {
        var phrase = known.get(Math.floorMod(31 * at + 17 * place.shift(), known.size()));
        var text = place.put(phrase, prompt.text());
        attacks.add(
            new Attack(
                prompt.set(),
                kind,
                place,
                before,
                plain,
                route.goesToTop(text, false),
                route.goesToTop(text, true),
                text));
        int count = done.incrementAndGet();
        if (count % REPORT_EVERY == 0) {
          System.err.printf("%s: %,d attacks%n", route.name(), count);
        }
      }
    });
    return attacks;
  }

  private static List<Line> lines(String route, List<Attack> attacks) {
    var lines = new ArrayList<Line>();
    for (var kind : attacks.stream().map(Attack::kind).distinct().toList()) {
      for (var place : AttackedPrompt.Place.values()) {
        lines.add(
            line(
                route,
                kind,
                place.name().toLowerCase(Locale.ROOT),
                attacks.stream()
                    .filter(a -> a.kind().equals(kind) && a.place() == place)
                    .toList()));
      }
    }
    for (var set : attacks.stream().map(Attack::set).distinct().toList()) {
      lines.add(
          line(route, "all", set, attacks.stream().filter(a -> a.set().equals(set)).toList()));
    }
    lines.add(line(route, "all", "all", attacks));
    return lines;
  }

  private static Line line(String route, String kind, String place, List<Attack> attacks) {
    var clean = attacks.stream().mapToDouble(a -> a.before() ? 1 : 0).toArray();
    var unguarded =
        attacks.stream().mapToDouble(a -> (a.unguarded() ? 1 : 0) - (a.plain() ? 1 : 0)).toArray();
    var rise =
        attacks.stream().mapToDouble(a -> (a.guarded() ? 1 : 0) - (a.before() ? 1 : 0)).toArray();
    var estimates =
        Bootstrap.STANDARD.estimates(
            attacks.size(),
            List.of(
                mean(clean),
                mean(unguarded),
                mean(rise),
                mean(attacks, a -> !a.before(), Attack::guarded),
                mean(attacks, Attack::before, a -> !a.guarded()),
                mean(attacks, Attack::plain, a -> !a.unguarded())));
    return new Line(
        route,
        kind,
        place,
        attacks.size(),
        estimates.get(0),
        estimates.get(1),
        estimates.get(2),
        estimates.get(3),
        estimates.get(4),
        estimates.get(5));
  }

  private static Bootstrap.Figure mean(double[] values) {
    return times -> {
      double sum = 0;
      long count = 0;
      for (int i = 0; i < values.length; i++) {
        sum += times[i] * values[i];
        count += times[i];
      }
      return sum / (double) count;
    };
  }

  /** The share of those that count. */
  private static Bootstrap.Figure mean(
      List<Attack> attacks, Predicate<Attack> counts, Predicate<Attack> holds) {
    var counting = new int[attacks.size()];
    var holding = new int[attacks.size()];
    for (int i = 0; i < counting.length; i++) {
      counting[i] = counts.test(attacks.get(i)) ? 1 : 0;
      holding[i] = counting[i] == 1 && holds.test(attacks.get(i)) ? 1 : 0;
    }
    return times -> {
      double sum = 0;
      long count = 0;
      for (int i = 0; i < counting.length; i++) {
        sum += times[i] * holding[i];
        count += (long) times[i] * counting[i];
      }
      return sum / (double) count;
    };
  }

  private static List<Cost> costs(AttackedRoute route, List<AttackedPrompt> prompts) {
    var costs = new ArrayList<Cost>();
    for (boolean hard : new boolean[] {true, false}) {
      for (var set : prompts.stream().map(AttackedPrompt::set).distinct().toList()) {
        var rows = prompts.stream().filter(p -> p.set().equals(set) && p.hard() == hard).toList();
        if (rows.isEmpty() || (hard && prompts.stream().anyMatch(p -> !p.hard()))) {
          continue;
        }
        var estimates =
            Bootstrap.STANDARD.estimates(
                rows.size(), List.of(mean(top(route, rows, false)), mean(top(route, rows, true))));
        costs.add(
            new Cost(
                route.name(),
                set + (hard ? ", hard" : ""),
                rows.size(),
                estimates.get(0),
                estimates.get(1)));
      }
    }
    return costs;
  }

  private static double[] top(AttackedRoute route, List<AttackedPrompt> prompts, boolean guarded) {
    return prompts.parallelStream()
        .mapToDouble(prompt -> route.goesToTop(prompt.text(), guarded) ? 1 : 0)
        .toArray();
  }

  private static void print(List<Line> lines) {
    System.out.printf(
        "%-11s %-22s %-18s %7s %8s %24s %24s %8s %8s%n",
        "route",
        "phrases",
        "where",
        "attacks",
        "before",
        "rise, unguarded",
        "rise, guarded",
        "lifted",
        "lowered");
    for (var line : lines) {
      System.out.printf(
          "%-11s %-22s %-18s %7d %8.1f %24s %24s %8.1f %8.1f%n",
          line.route(),
          line.kind(),
          line.place(),
          line.prompts(),
          100 * line.clean().value(),
          shown(line.unguarded()),
          shown(line.rise()),
          100 * line.lifted().value(),
          100 * line.lowered().value());
    }
  }

  private static void printCosts(List<Cost> costs) {
    System.out.printf(
        "%n%-11s %-24s %7s %24s %24s%n",
        "route", "prompts", "", "to the top, unguarded", "guarded");
    for (var cost : costs) {
      System.out.printf(
          "%-11s %-24s %7d %24s %24s%n",
          cost.route(), cost.set(), cost.prompts(), shown(cost.unguarded()), shown(cost.guarded()));
    }
  }

  private static String shown(Estimate share) {
    return "%.1f (%.1f to %.1f)"
        .formatted(100 * share.value(), 100 * share.low(), 100 * share.high());
  }
}
