package io.sluice.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogTest {

  private static final String GOOD =
      """
      tiers: [fast, smart]
      targets:
        - name: small
          tier: fast
          model: gpt-5-nano
          price: {input: 0.05, cached_input: 0.005, output: 0.40}
        - name: large
          tier: smart
          model: gpt-5
          price: {input: 1.25, output: 10}
        - name: spare
          tier: smart
          model: 2024-08-06
          price: {input: 2, output: 20}
      """;

  @Test
  void readsTiersAndTargets() {
    var catalog = Catalog.parse(GOOD);

    assertThat(catalog.tiers()).containsExactly("fast", "smart");
    assertThat(catalog.targets())
        .extracting(Target::name)
        .containsExactly("small", "large", "spare");
    assertThat(catalog.targets().getFirst())
        .isEqualTo(
            new Target(
                "small",
                "fast",
                "gpt-5-nano",
                new Price(new BigDecimal("0.05"), new BigDecimal("0.005"), new BigDecimal("0.4"))));
    assertThat(catalog.targets().getLast().model()).isEqualTo("2024-08-06");
  }

  @Test
  void cachedInputCostsAsMuchAsInputUnlessItIsNamed() {
    var price = Catalog.parse(GOOD).targets().get(1).price();

    assertThat(price.cachedInput()).isEqualTo(new BigDecimal("1.25"));
  }

  @Test
  void everyPriceCanBeNamed() {
    var catalog =
        Catalog.parse(
            GOOD.replace(
                "{input: 2, output: 20}",
                "{input: 2, cached_input: 0.2, cache_write: 2.5, output: 20, reasoning: 30,"
                    + " image: 0.01}"));

    assertThat(catalog.targets().getLast().price())
        .isEqualTo(
            new Price(
                new BigDecimal("2"),
                new BigDecimal("0.2"),
                new BigDecimal("2.5"),
                new BigDecimal("20"),
                new BigDecimal("30"),
                new BigDecimal("0.01")));
  }

  @Test
  void aPriceThatIsNotNamedIsThatOfItsKind() {
    var price = Catalog.parse(GOOD).targets().get(1).price();

    assertThat(price.cacheWrite()).isEqualTo(price.input());
    assertThat(price.reasoning()).isEqualTo(price.output());
    assertThat(price.image()).isZero();
  }

  @Test
  void aTargetWithoutAPriceIsRefusedUnlessTheCatalogAllowsIt() {
    var unpriced = GOOD.replace("price: {input: 2, output: 20}", "");

    assertThatThrownBy(() -> Catalog.parse(unpriced))
        .hasMessage(
            "catalog: targets[2].price must be an object, or unpriced: allow in the catalog, but"
                + " was \"absent\"");
    assertThatThrownBy(() -> Catalog.parse(unpriced + "unpriced: maybe"))
        .hasMessageContaining("unpriced must be one of allow, refuse, but was \"maybe\"");
  }

  @Test
  void aTargetWithoutAPriceCostsInEachRespectAsTheDearest() {
    var catalog =
        Catalog.parse(
            GOOD.replace("price: {input: 2, output: 20}", "").replace("0.40", "70")
                + "unpriced: allow");

    var spare = catalog.targets().getLast();
    assertThat(spare.priced()).isFalse();
    assertThat(spare.price().input()).isEqualByComparingTo("1.25");
    assertThat(spare.price().output()).isEqualByComparingTo("70");
    assertThat(catalog.assumedPrice()).isEqualTo(spare.price());
  }

  @Test
  void aModelIsFoundByItsNameAndByThatOfADatedVersion() {
    var catalog = Catalog.parse(GOOD);

    assertThat(catalog.targetOfModel("gpt-5")).map(Target::name).contains("large");
    assertThat(catalog.targetOfModel("gpt-5-2025-08-07")).map(Target::name).contains("large");
    assertThat(catalog.targetOfModel("gpt-5-20250807")).map(Target::name).contains("large");
    assertThat(catalog.targetOfModel("2024-08-06")).map(Target::name).contains("spare");
    assertThat(catalog.targetOfModel("gpt-5-mini")).isEmpty();
    assertThat(catalog.targetOfModel("")).isEmpty();
  }

  @Test
  void cheaperTiersComeTheDearestFirst() {
    var catalog =
        Catalog.parse(
            GOOD.replace("[fast, smart]", "[tiny, fast, smart]")
                .replace("tier: smart\n    model: 2024", "tier: tiny\n    model: 2024"));

    assertThat(catalog.cheaperThan("smart")).containsExactly("fast", "tiny");
    assertThat(catalog.cheaperThan("tiny")).isEmpty();
    assertThat(catalog.cheaperThan("unknown")).isEmpty();
  }

  @Test
  void theFirstTargetOfATierIsItsOwn() {
    var catalog = Catalog.parse(GOOD);

    assertThat(catalog.targetOf("smart")).map(Target::name).contains("large");
    assertThat(catalog.targetOf("fast")).map(Target::name).contains("small");
    assertThat(catalog.targetOf("genius")).isEmpty();
  }

  @Test
  void anEmptyFileSaysWhatIsNeeded() {
    assertThatThrownBy(() -> Catalog.parse(""))
        .hasMessage("catalog: tiers must be at least one tier, but was []");
  }

  @Test
  void everyTierNeedsATarget() {
    assertThatThrownBy(() -> Catalog.parse(GOOD.replace("[fast, smart]", "[fast, smart, genius]")))
        .hasMessage(
            "catalog: targets must be at least one for tier genius, but was [small, large, spare]");
  }

  @Test
  void everyTargetNeedsAKnownTier() {
    assertThatThrownBy(() -> Catalog.parse(GOOD.replace("tier: fast", "tier: quick")))
        .hasMessage(
            "catalog: targets must be at least one for tier fast, but was [small, large, spare];"
                + " targets[0].tier must be one of fast, smart, but was \"quick\"");
  }

  @Test
  void namesDiffer() {
    assertThatThrownBy(() ->
            Catalog.parse(
                GOOD.replace("[fast, smart]", "[fast, smart, fast]")
                    .replace("name: spare", "name: small")))
        .hasMessage(
            "catalog: tiers[2] must be different from the others, but was \"fast\";"
                + " targets[2].name must be different from the others, but was \"small\"");
  }

  @Test
  void namesCanStandInAHeader() {
    assertThatThrownBy(() ->
            Catalog.parse(
                GOOD.replace("name: small", "name: \"small\\r\\nX-Admin: 1\"")
                    .replace("[fast, smart]", "[fast, smart, very smart]")))
        .hasMessage(
            "catalog: targets[0].name must be 1 to 64 letters, digits or _ . : -, the first a"
                + " letter or digit, but was \"small\\r\\nX-Admin: 1\";"
                + " tiers[2] must be 1 to 64 letters, digits or _ . : -, the first a letter or"
                + " digit, but was \"very smart\"");
  }

  @Test
  void pricesAreChecked() {
    assertThatThrownBy(() ->
            Catalog.parse(
                GOOD.replace("{input: 0.05, cached_input: 0.005, output: 0.40}", "cheap")
                    .replace("{input: 1.25, output: 10}", "{input: -1.25, output: 20000000}")
                    .replace(
                        "{input: 2, output: 20}",
                        "{input: 2, cache_write: -1, outputs: 20, image: 1001}")))
        .hasMessage(
            "catalog: targets[0].price must be an object, but was \"cheap\";"
                + " targets[1].price.input must be in 0 to 1000000, but was -1.25;"
                + " targets[1].price.output must be in 0 to 1000000, but was 20000000;"
                + " targets[2].price.output must be a number, but was absent;"
                + " targets[2].price.outputs must be a known key (cache_write, cached_input, image,"
                + " input, output, reasoning),"
                + " but was 20;"
                + " targets[2].price.cache_write must be in 0 to 1000000, but was -1;"
                + " targets[2].price.image must be in 0 to 1000, but was 1001");
  }

  @Test
  void aModelIsNamed() {
    assertThatThrownBy(() -> Catalog.parse(GOOD.replace("model: gpt-5-nano", "model: ' '")))
        .hasMessage("catalog: targets[0].model must be a model's name, but was \" \"");
  }

  @Test
  void listsCanNotBeChangedAfterwards() {
    var catalog = new Catalog(List.of("fast"), List.of(Catalog.parse(GOOD).targets().getFirst()));

    assertThatThrownBy(() -> catalog.targets().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
