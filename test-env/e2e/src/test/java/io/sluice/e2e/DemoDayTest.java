package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The day is what the demo says it is, and the router has not seen it before. */
class DemoDayTest {

  private final List<DemoPrompt> day = DemoPrompt.load(Optional.empty());

  DemoDayTest() throws IOException {}

  @Test
  void hasThreeHundredPromptsOfTheirOwn() {
    assertThat(day).hasSize(300);
    assertThat(day).extracting(DemoPrompt::id).doesNotHaveDuplicates();
    assertThat(day).extracting(DemoPrompt::messages).doesNotHaveDuplicates();
  }

  @Test
  void isMostlyEasyAndAQuarterStreamed() {
    assertThat(day).extracting(DemoPrompt::tier).containsOnly("fast", "smart");
    assertThat(day).filteredOn(prompt -> prompt.tier().equals("fast")).hasSize(205);
    assertThat(day).filteredOn(DemoPrompt::stream).hasSize(75);
  }

  @Test
  void leavesRoomForEachAnswer() {
    assertThat(day)
        .allSatisfy(
            prompt -> assertThat(prompt.completionTokens()).isBetween(1, prompt.maxTokens()));
  }

  /** Azure's published conversation trace of 2023 has medians of 1,041 and 197 tokens. */
  @Test
  void isNoLongerThanWhatIsKnownOfRealTraffic() throws IOException {
    var prompts = new ArrayList<Integer>();
    for (var prompt : day) {
      prompts.add(prompt.body("auto").getBytes(UTF_8).length / 4);
    }
    var answers = new ArrayList<>(day.stream().map(DemoPrompt::completionTokens).toList());
    prompts.sort(null);
    answers.sort(null);

    assertThat(prompts.get(150)).isBetween(400, 1041);
    assertThat(answers.get(150)).isBetween(100, 197);
  }

  @Test
  void aPromptThatComesThroughAnApplicationBeginsWithItsSystemPrompt() {
    var body = new JsonMapper().readTree(day.getFirst().body("auto"));

    assertThat(day.getFirst().application()).isNotEmpty();
    assertThat(body.at("/messages/0/role").asString()).isEqualTo("system");
    assertThat(body.path("messages").size()).isEqualTo(day.getFirst().messages().size() + 1);
  }

  @Test
  void everyPromptEndsWithAQuestionOfTheUser() {
    assertThat(day)
        .allSatisfy(prompt -> {
          var last = prompt.messages().path(prompt.messages().size() - 1);
          assertThat(last.path("role").asString()).isEqualTo("user");
          assertThat(last.path("content").asString()).isNotBlank();
        });
  }

  @Test
  void noExampleOfAnIntentIsNearlyAPrompt() throws IOException {
    for (var intent : intents()) {
      for (var example : intent.path("examples")) {
        for (var prompt : day) {
          assertThat(overlap(words(example.asString()), words(question(prompt))))
              .as("%s / %s", example, prompt.id())
              .isLessThanOrEqualTo(0.5);
        }
      }
    }
  }

  @Test
  void noExampleStandsInTwoIntents() throws IOException {
    var seen = new HashSet<String>();
    for (var intent : intents()) {
      assertThat(intent.path("examples").size()).isBetween(8, 15);
      for (var example : intent.path("examples")) {
        assertThat(seen.add(example.asString())).as("%s", example).isTrue();
      }
    }
  }

  /** Returns the intents that claim easy traffic, and those that claim hard traffic. */
  private static List<JsonNode> intents() throws IOException {
    var intents = new ArrayList<JsonNode>();
    for (var name : List.of("/demo/intents.json", "/demo/intents-smart.json")) {
      try (var file = DemoDayTest.class.getResourceAsStream(name)) {
        var text = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
        new JsonMapper().readTree(text).forEach(intents::add);
      }
    }
    return intents;
  }

  private static String question(DemoPrompt prompt) {
    return prompt.messages().path(prompt.messages().size() - 1).path("content").asString();
  }

  private static Set<String> words(String text) {
    return new HashSet<>(
        Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)));
  }

  /** Returns how many of all words both have. */
  private static double overlap(Set<String> one, Set<String> other) {
    var both = new HashSet<>(one);
    both.retainAll(other);
    var all = new HashSet<>(one);
    all.addAll(other);
    return (double) both.size() / all.size();
  }
}
