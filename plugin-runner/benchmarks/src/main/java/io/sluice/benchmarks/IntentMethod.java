package io.sluice.benchmarks;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.asked.Ask;
import io.sluice.router.intent.IntentClassifier;
import io.sluice.router.intent.IntentExamples;
import io.sluice.router.intent.SentenceModels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A way to tell intents apart.
 *
 * @param learn takes examples by intent, and gives what answers a question
 */
record IntentMethod(
    String name, Function<Map<String, List<String>>, Function<String, Answer>> learn) {

  /**
   * @param score the higher, the surer that the question belongs to the intent
   */
  record Answer(String intent, double score) {}

  /** The shipped classifier first, then what it is to be compared with. */
  static List<IntentMethod> all(EmbeddingModel miniLm, EmbeddingModel bge) {
    return List.of(
        head("shipped", new SentenceModels(miniLm, bge)),
        head("logistic bge", SentenceModels.of(bge)),
        head("logistic MiniLM", SentenceModels.of(miniLm)),
        new IntentMethod("nearest bge", examples -> nearest(examples, bge)),
        new IntentMethod("nearest MiniLM", examples -> nearest(examples, miniLm)),
        new IntentMethod("centroid bge", examples -> centroid(examples, bge)));
  }

  private static IntentMethod head(String name, SentenceModels models) {
    return new IntentMethod(
        name,
        examples -> {
          var intents = List.copyOf(examples.keySet());
          var classifier = IntentClassifier.learn(written(examples), models);
          return question -> {
            var guess = classifier.classify(Ask.of(question));
            return new Answer(intents.get(guess.intent()), guess.confidence());
          };
        });
  }

  static List<IntentExamples> written(Map<String, List<String>> examples) {
    return examples.entrySet().stream()
        .map(entry -> new IntentExamples(entry.getKey(), entry.getValue(), List.of()))
        .toList();
  }

  static Map<String, List<String>> byIntent(List<IntentRow> rows) {
    var examples = new LinkedHashMap<String, List<String>>();
    for (var row : rows) {
      examples.computeIfAbsent(row.intent(), intent -> new ArrayList<>()).add(row.text());
    }
    return examples;
  }

  private record Known(String intent, Embedding embedding) {}

  private static Function<String, Answer> nearest(
      Map<String, List<String>> examples, EmbeddingModel model) {
    var known = new ArrayList<Known>();
    examples.forEach(
        (intent, texts) -> texts.forEach(text -> known.add(new Known(intent, model.embed(text)))));
    return among(known, model);
  }

  private static Function<String, Answer> centroid(
      Map<String, List<String>> examples, EmbeddingModel model) {
    var known = new ArrayList<Known>();
    examples.forEach((intent, texts) -> {
      var sum = new float[model.dimensions()];
      for (var text : texts) {
        var vector = model.embed(text).toArray();
        for (int i = 0; i < sum.length; i++) {
          sum[i] += vector[i];
        }
      }
      known.add(new Known(intent, Embedding.of(sum)));
    });
    return among(known, model);
  }

  private static Function<String, Answer> among(List<Known> known, EmbeddingModel model) {
    return question -> {
      var asked = model.embed(question);
      var best = known.getFirst();
      float similarity = -1;
      for (var candidate : known) {
        float cosine = asked.similarity(candidate.embedding());
        if (cosine > similarity) {
          similarity = cosine;
          best = candidate;
        }
      }
      return new Answer(best.intent(), similarity);
    };
  }
}
