package io.sluice.tokenlimit.quota;

import static io.sluice.tokenlimit.quota.Parties.ALICE;
import static io.sluice.tokenlimit.quota.Parties.BOB;
import static io.sluice.tokenlimit.quota.Parties.CATALOG;
import static io.sluice.tokenlimit.quota.Parties.decided;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.Subject;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotasTest {

  @Test
  void thoseThatCoverAPartyComeInTheOrderOfTheFile() {
    var quotas =
        parse(
            """
            budgets:
              - {name: a, covers: {tier: smart}, unit: usd, limit: 1, window: {sliding: 1h}}
              - {name: b, unit: usd, limit: 1, window: {sliding: 1h}}
              - {name: c, covers: {consumer: [bob, alice]}, unit: usd, limit: 1,
                 window: {sliding: 1h}}
              - {name: d, covers: {department: legal}, unit: usd, limit: 1, window: {sliding: 1h}}
              - {name: e, covers: {department: finance}, per: consumer, unit: usd, limit: 1,
                 window: {sliding: 1h}}
            """);

    assertThat(names(quotas, ALICE)).containsExactly("b", "c", "e");
    assertThat(names(quotas, BOB)).containsExactly("b", "c");
    assertThat(names(quotas, decided(BOB, "smart", "big"))).containsExactly("a", "b", "c");
    assertThat(quotas.covering(ALICE).getLast().account().key())
        .isEqualTo("e/usd/1h|consumer=alice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", "budgets: []", "{}"})
  void noBudgetIsNone(String yaml) {
    assertThat(parse(yaml)).isEqualTo(Quotas.NONE);
    assertThat(parse(yaml).covering(ALICE)).isEmpty();
  }

  @Test
  void everyProblemOfTheFileIsTold() {
    assertThatThrownBy(() ->
            parse(
                """
                version: 1
                budgets:
                  - {name: a, covers: {tier: genius}, unit: usd, limit: 1, window: {sliding: 1h}}
                  - {name: b, unit: usd, limit: -1, window: {sliding: 1h}}
                  - {unit: usd, limit: 1, window: {sliding: 1h}}
                  - 7
                """))
        .hasMessage(
            "quotas: budgets[0].covers.tier must be of the catalog's: fast, smart, but was"
                + " \"genius\"; budgets[1].limit must be dollars with at most 6 decimals in 0 to"
                + " 1000000000, but was -1; budgets[2].name must be a text, but was absent;"
                + " budgets[3] must be an object, but was 7; version must be a known key"
                + " (budgets), but was 1");
  }

  @Test
  void aNameIsUsedOnce() {
    assertThatThrownBy(() ->
            parse(
                """
                budgets:
                  - {name: a, unit: usd, limit: 1, window: {sliding: 1h}}
                  - {name: a, unit: usd, limit: 2, window: {sliding: 1h}}
                """))
        .hasMessage("quotas: budgets[1].name must be different from the others, but was \"a\"");
  }

  /** The index is only a shortcut. */
  @Test
  void findsWhatLookingAtEachFinds() {
    var random = new Random(7);
    var quotas = new Quotas(IntStream.range(0, 300).mapToObj(i -> random(i, random)).toList());

    for (int i = 0; i < 200; i++) {
      var party =
          new Party(
              new Subject(one(random, "", "a", "b"), one(random, "", "x"), one(random, "r", "s")),
              one(random, "", "fast", "smart"),
              one(random, "", "mini"));

      assertThat(names(quotas, party))
          .isEqualTo(
              quotas.budgets().stream()
                  .filter(budget -> budget.covers(party))
                  .map(Budget::name)
                  .toList());
    }
  }

  private static Budget random(int i, Random random) {
    var covers = new StringBuilder();
    for (var member :
        List.of(
            "'consumer':['a','c']",
            "'consumer':'(anonymous)'",
            "'department':['x','(none)']",
            "'route':'r'",
            "'tier':'smart'",
            "'target':['mini']")) {
      if (random.nextInt(4) == 0 && covers.indexOf(member.substring(0, 5)) < 0) {
        covers.append(covers.isEmpty() ? "" : ",").append(member);
      }
    }
    return Budget.parse(
        "b" + i,
        "{'covers':{%s},'unit':'usd','limit':1,'window':{'sliding':'1h'}}"
            .formatted(covers)
            .replace('\'', '"'),
        CATALOG);
  }

  private static String one(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static List<String> names(Quotas quotas, Party party) {
    return quotas.covering(party).stream().map(covering -> covering.budget().name()).toList();
  }

  private static Quotas parse(String yaml) {
    return Quotas.parse(yaml, CATALOG);
  }
}
