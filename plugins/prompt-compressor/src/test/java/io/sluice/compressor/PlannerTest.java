package io.sluice.compressor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.PromptText;
import io.sluice.exchange.PromptText.Role;
import io.sluice.exchange.Settings;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What of a prompt may be touched. */
class PlannerTest {

  private static final String LONG = "A sentence of the report.\n\n".repeat(100) + "End of it.";

  private static PromptText said(int message, Role role, String text) {
    return new PromptText(message, role, text, false);
  }

  private static Plan plan(String config, String asked, PromptText... texts) {
    var read = Settings.parseJson("test", config.replace('\'', '"'), PromptCompressorConfig::read);
    var plan = Planner.plan(read, List.of(texts), asked);
    for (int i = 0; i < texts.length; i++) {
      int text = i;
      assertThat(
              plan.stretches().stream()
                  .filter(stretch -> stretch.text() == text)
                  .map(Stretch::words)
                  .collect(Collectors.joining()))
          .isEqualTo(texts[i].text().replaceAll("</?(keep|LLMLINGUA)>", ""));
    }
    return plan;
  }

  /** The rules of a text's stretches, in order. */
  private static List<Rule> rules(Plan plan, int text) {
    return plan.stretches().stream()
        .filter(stretch -> stretch.text() == text)
        .map(Stretch::rule)
        .toList();
  }

  @Test
  void instructionsAndTheQuestionAreKept() {
    var plan =
        plan("{}", "", said(0, Role.SYSTEM, LONG), said(1, Role.USER, LONG + "\n\nWho wrote it?"));

    assertThat(rules(plan, 0)).containsExactly(Rule.KEEP);
    assertThat(rules(plan, 1)).containsExactly(Rule.KEEP, Rule.EXTRACT, Rule.KEEP);
    assertThat(plan.question()).isEqualTo("Who wrote it?");
  }

  @Test
  void theLastTurnsAreKeptAndOlderOnesAreNot() {
    var plan =
        plan(
            "{'keep_turns':2}",
            "",
            said(0, Role.USER, LONG),
            said(1, Role.ASSISTANT, LONG),
            said(2, Role.USER, LONG),
            said(3, Role.ASSISTANT, LONG),
            said(4, Role.USER, "And?"));

    assertThat(List.of(rules(plan, 0), rules(plan, 1), rules(plan, 2), rules(plan, 3)))
        .containsExactly(
            List.of(Rule.EXTRACT), List.of(Rule.EXTRACT), List.of(Rule.KEEP), List.of(Rule.KEEP));
    assertThat(rules(plan, 4)).containsExactly(Rule.KEEP);
  }

  @Test
  void eachRoleHasItsRule() {
    var config = "{'rules':{'context':'keep','documents':'lossless','tool_results':'lossless'}}";
    var tools = plan(config, "", said(0, Role.USER, "Who?"), said(1, Role.TOOL, LONG));
    var documents = plan(config, "", said(0, Role.USER, "<doc>\n" + LONG + "</doc>\n\nWho?"));
    var context = plan(config, "", said(0, Role.USER, LONG));

    assertThat(rules(tools, 1)).containsExactly(Rule.LOSSLESS);
    assertThat(rules(documents, 0)).contains(Rule.LOSSLESS).doesNotContain(Rule.EXTRACT);
    assertThat(context.allowsNothing()).isTrue();
  }

  @Test
  void documentsInPartsOfTheirOwnAreCompressedWhole() {
    var plan = plan("{}", "", said(0, Role.USER, LONG), said(0, Role.USER, "Who wrote it?"));

    assertThat(rules(plan, 0)).containsExactly(Rule.EXTRACT);
    assertThat(rules(plan, 1)).containsExactly(Rule.KEEP);
    assertThat(plan.question()).isEqualTo("Who wrote it?");
  }

  @Test
  void whatTheProviderCachesIsKept() {
    var plan =
        plan(
            "{}",
            "",
            new PromptText(0, Role.USER, LONG, true),
            said(1, Role.USER, LONG + "\n\nWho?"));

    assertThat(rules(plan, 0)).containsExactly(Rule.KEEP);
    assertThat(rules(plan, 1)).contains(Rule.EXTRACT);
  }

  @Test
  void marksSelectWhatIsCompressedInTheWholePrompt() {
    var plan =
        plan(
            "{}",
            "",
            said(0, Role.TOOL, LONG),
            said(1, Role.USER, "Who? <LLMLINGUA>" + LONG + "</LLMLINGUA> Tell me."));

    assertThat(rules(plan, 0)).containsExactly(Rule.KEEP);
    assertThat(rules(plan, 1)).containsExactly(Rule.KEEP, Rule.EXTRACT, Rule.KEEP);
    assertThat(plan.question()).isEqualTo("Who? \n Tell me.".replace(" \n ", "\n"));
  }

  @Test
  void whatIsToBeKeptIsKept() {
    var plan =
        plan(
            "{}",
            "",
            said(0, Role.TOOL, LONG + "<keep>this</keep>" + LONG),
            said(1, Role.USER, "?"));

    assertThat(rules(plan, 0)).containsExactly(Rule.EXTRACT, Rule.KEEP, Rule.EXTRACT);
  }

  @Test
  void withoutAQuestionAPersonsWordsCount() {
    var plan = plan("{}", "who wrote it", said(0, Role.TOOL, LONG));

    assertThat(plan.question()).isEqualTo("who wrote it");
  }
}
