package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.FakeEmbeddingModel;
import io.sluice.testkit.schema.Attribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README says is what the plugin does. */
class ReadmeTest {

  private final FakeEmbeddingModel embeddings = new FakeEmbeddingModel();

  @Test
  void theTableOfAttributesIsTheSchema() throws IOException {
    assertThat(Attribute.ofTable(readme()))
        .containsExactlyElementsOf(Attribute.ofSchema(RouterSchema.read()));
  }

  @Test
  void theRouteToCopyIsValid() throws IOException {
    var value = Pattern.compile("value: \\|\\n(.*?)\\n```", Pattern.DOTALL).matcher(readme());
    assertThat(value.find()).isTrue();

    var config = Fixture.read(embeddings, value.group(1));

    assertThat(config.intents()).extracting(IntentConfig::name).contains("greeting");
  }

  @Test
  void theFormsOfTheDecisionAreTheOnesShown() throws IOException {
    var route =
        Fixture.prepare(
            embeddings,
            """
            {"default_tier": "smart", "intents": [
              {"name": "greeting", "tier": "fast", "examples": ["hello there"]}]}
            """);
    var actions =
        List.of(
            route.onRequest(Fixture.question("hello there")),
            route.onRequest(Fixture.question("something else")),
            route.onRequest(Fixture.question("")),
            route.onFailure(Fixture.question("hello there")));
    var readme = readme();

    for (var action : actions) {
      var form = keys(String.valueOf(action));
      assertThat(readme.lines().map(ReadmeTest::keys)).contains(form);
    }
  }

  /** The plugin, the reason and the keys of the first decision in a text; empty without one. */
  private static String keys(String text) {
    var form = Pattern.compile("ai-semantic-router;reason=\\w+(;\\w+=[\\w.]+)*").matcher(text);
    return form.find() ? form.group().replaceAll("(intent|nearest|similarity)=[\\w.]+", "$1") : "";
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }
}
