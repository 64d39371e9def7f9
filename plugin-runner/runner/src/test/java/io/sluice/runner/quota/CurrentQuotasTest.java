package io.sluice.runner.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.InvalidConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CurrentQuotasTest {

  private static final Catalog CATALOG =
      Catalog.parse(
          """
          tiers: [fast]
          targets: [{name: mini, tier: fast, model: m, price: {input: 1, output: 1}}]
          """);

  private final FakeQuotaStore store = new FakeQuotaStore();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private Catalog catalog = CATALOG;

  @TempDir private Path folder;

  @Test
  void thoseOfTheFileAreInForceFromTheStart() throws IOException {
    write("a", "b");

    assertThat(names(load())).containsExactly("a", "b");
  }

  @Test
  void aStoredOneStandsInThePlaceOfTheFilesAndOthersComeAfter() throws IOException {
    write("b", "a");
    put("z", 7);
    put("b", 9);
    put("c", 7);

    var quotas = load();

    assertThat(names(quotas)).containsExactly("b", "a", "c", "z");
    assertThat(quotas.named("b").orElseThrow().budget().limit()).isEqualTo(9);
    assertThat(quotas.all())
        .extracting(ActiveBudget::source)
        .containsExactly(Source.API, Source.FILE, Source.API, Source.API);
    assertThat(quotas.ofFile("b").orElseThrow().budget().limit()).isEqualTo(1);
  }

  @Test
  void whatNobodyChangedIsNotMadeAnew() throws IOException {
    write("a");
    var quotas = load();
    var before = quotas.get();

    poll(quotas);

    assertThat(quotas.get()).isSameAs(before);
  }

  @Test
  void aChangedFileIsInForceWhenItWasFoundTwice() throws IOException {
    write("a");
    var quotas = load();

    write("a", "b");
    quotas.pollFile();
    assertThat(names(quotas)).containsExactly("a");
    quotas.pollFile();

    assertThat(names(quotas)).containsExactly("a", "b");
    assertThat(reloads("file", "applied")).isEqualTo(1);
  }

  @Test
  void aFileThatIsBeingWrittenInPlaceIsWaitedFor() throws IOException {
    write("a", "b", "c");
    var quotas = load();

    Files.writeString(file(), "");
    quotas.pollFile();
    write("a");
    quotas.pollFile();
    write("a", "b", "d");
    quotas.pollFile();
    assertThat(names(quotas)).containsExactly("a", "b", "c");
    quotas.pollFile();

    assertThat(names(quotas)).containsExactly("a", "b", "d");
  }

  @Test
  void aFileThatIsReplacedIsNoticedWhateverItsSizeAndTime() throws IOException {
    write("a");
    var time = Files.getLastModifiedTime(file());
    var quotas = load();

    var fresh = Files.writeString(folder.resolve("fresh"), yaml("b"));
    Files.setLastModifiedTime(fresh, time);
    Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE);
    poll(quotas);

    assertThat(names(quotas)).containsExactly("b");
  }

  /** As Kubernetes mounts a ConfigMap: the file links into a folder that another link names. */
  @Test
  void aFolderThatIsSwappedUnderTheLinkIsNoticed() throws IOException {
    var first = Files.createDirectory(folder.resolve("..1"));
    var second = Files.createDirectory(folder.resolve("..2"));
    Files.writeString(first.resolve("quotas.yaml"), yaml("a"));
    Files.writeString(second.resolve("quotas.yaml"), yaml("b"));
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
    Files.createSymbolicLink(file(), Path.of("..data/quotas.yaml"));
    var quotas = load();
    assertThat(names(quotas)).containsExactly("a");

    Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2"));
    Files.move(
        folder.resolve("..data_tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    poll(quotas);

    assertThat(names(quotas)).containsExactly("b");
  }

  @Test
  void aBadFileIsRefusedAndAllItsProblemsAreToldOnce(CapturedOutput output) throws IOException {
    write("a");
    var quotas = load();

    Files.writeString(file(), "budgets: [{name: b, limit: -1}, 7]");
    poll(quotas);
    poll(quotas);

    assertThat(names(quotas)).containsExactly("a");
    assertThat(output.getOut().lines().filter(line -> line.contains("quotas file refused")))
        .hasSize(1);
    assertThat(detail(quotas, "fileNotInForce"))
        .startsWith("quotas: budgets[0].unit must be ")
        .contains("budgets[0].window must be ")
        .contains("budgets[1] must be ");
    assertThat(reloads("file", "refused")).isEqualTo(1);
    assertThat(stale("file")).isEqualTo(1);
  }

  @Test
  void aFileThatIsAllRightAgainIsInForceAgain() throws IOException {
    write("a");
    var quotas = load();
    Files.writeString(file(), "budgets: 7");
    poll(quotas);

    write("a");
    poll(quotas);

    assertThat(health(quotas)).doesNotContainKey("fileNotInForce");
    assertThat(stale("file")).isZero();
  }

  @Test
  void aFileThatVanishesLeavesItsBudgetsInForce(CapturedOutput output) throws IOException {
    write("a");
    var quotas = load();

    Files.delete(file());
    poll(quotas);
    poll(quotas);

    assertThat(names(quotas)).containsExactly("a");
    assertThat(health(quotas)).containsEntry("fileNotInForce", "it is gone");
    assertThat(output.getOut().lines().filter(line -> line.contains("quotas file refused")))
        .hasSize(1);
  }

  @Test
  void withoutAFileThereAreNoBudgetsUntilItComes(CapturedOutput output) throws IOException {
    var quotas = load();
    assertThat(names(quotas)).isEmpty();
    assertThat(output.getOut()).contains("no quotas file");

    write("a");
    poll(quotas);

    assertThat(names(quotas)).containsExactly("a");
  }

  @Test
  void aBadFileAtTheStartEndsItWithAllProblems() throws IOException {
    Files.writeString(file(), "budgets: [{name: b, limit: -1}, 7]");

    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("budgets[0].unit must be ")
        .hasMessageContaining("budgets[1] must be ");
  }

  @Test
  void aFileThatCanNotBeReadAtTheStartEndsIt() throws IOException {
    Files.createDirectory(file());

    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith("quotas: sluice.quotas.file must be a readable file, but was ");
  }

  @Test
  void whatAnotherRunnerStoredIsInForceAtTheNextLook() throws IOException {
    write("a");
    var quotas = load();

    put("a", 5);
    put("b", 6);
    quotas.pollStore();
    assertThat(names(quotas)).containsExactly("a", "b");
    assertThat(quotas.get().budgets().getFirst().limit()).isEqualTo(5);
    store.delete("a", OptionalLong.empty());
    quotas.pollStore();

    assertThat(quotas.get().budgets().getFirst().limit()).isEqualTo(1);
    assertThat(reloads("api", "applied")).isEqualTo(2);
  }

  @Test
  void whileTheStoreIsAwayWhatWasKnownStays(CapturedOutput output) {
    put("a", 5);
    var quotas = load();

    store.setAway(true);
    quotas.pollStore();
    quotas.pollStore();
    assertThat(names(quotas)).containsExactly("a");
    assertThat(health(quotas)).containsEntry("store", "away");
    assertThat(stale("api")).isEqualTo(1);
    assertThatThrownBy(quotas::refresh).isInstanceOf(DependencyException.class);
    assertThat(output.getOut().lines().filter(line -> line.contains("can't be read"))).hasSize(1);
    store.setAway(false);
    put("b", 5);
    quotas.pollStore();

    assertThat(names(quotas)).containsExactly("a", "b");
    assertThat(health(quotas)).containsEntry("store", "reachable");
    assertThat(stale("api")).isZero();
  }

  @Test
  void aStoreThatIsAwayAtTheStartIsReadWhenItIsBack() throws IOException {
    write("a");
    put("b", 5);
    store.setAway(true);
    var quotas = load();
    assertThat(names(quotas)).containsExactly("a");

    store.setAway(false);
    quotas.pollStore();

    assertThat(names(quotas)).containsExactly("a", "b");
  }

  @Test
  void aStoredBudgetThatDoesNotFitTheCatalogIsLeftOut(CapturedOutput output) {
    put("good", 5);
    store.put(
        "bad",
        "{\"covers\":{\"tier\":\"old\"},\"unit\":\"usd\",\"limit\":1,\"window\":{\"sliding\":\"1h\"}}",
        OptionalLong.empty());

    var quotas = load();

    assertThat(names(quotas)).containsExactly("good");
    assertThat(output.getOut()).contains("a stored budget is not in force");
    assertThat(detail(quotas, "storedNotInForce")).contains("bad=budget: covers");
  }

  @Test
  void whatNamesATierIsInForceOnceTheCatalogHasIt() throws IOException {
    write("a");
    var quotas = load();
    Files.writeString(
        file(),
        "budgets: [{name: b, covers: {tier: new}, unit: usd, limit: 1, window: {sliding: 1h}}]");
    store.put("c", covering("new"), OptionalLong.empty());
    poll(quotas);
    assertThat(names(quotas)).containsExactly("a");

    catalog = withTier("new");
    poll(quotas);

    assertThat(names(quotas)).containsExactly("b", "c");
    assertThat(quotas.leftOut()).isEmpty();
    assertThat(health(quotas)).doesNotContainKey("fileNotInForce");
  }

  @Test
  void aBudgetStaysInForceWhenTheCatalogLosesItsTier() throws IOException {
    catalog = withTier("old");
    Files.writeString(
        file(),
        "budgets: [{name: a, covers: {tier: old}, unit: usd, limit: 1, window: {sliding: 1h}}]");
    store.put("b", covering("old"), OptionalLong.empty());
    var quotas = load();

    catalog = CATALOG;
    store.put("bad", covering("never"), OptionalLong.empty());
    poll(quotas);

    assertThat(names(quotas)).containsExactly("a", "b");
    assertThat(detail(quotas, "fileNotInForce")).contains("covers.tier must be of the catalog's");
    assertThat(quotas.leftOut()).containsOnlyKeys("bad");
  }

  @Test
  void everyWritingHasAnEntityTagOfItsOwn() throws IOException {
    write("a");
    var quotas = load();
    var ofFile = quotas.named("a").orElseThrow().etag();
    put("a", 1);
    quotas.pollStore();
    var ofApi = quotas.named("a").orElseThrow().etag();
    put("a", 1);
    quotas.pollStore();

    assertThat(List.of(ofFile, ofApi, quotas.named("a").orElseThrow().etag()))
        .doesNotHaveDuplicates()
        .allMatch(etag -> etag.matches("\"[!#-~]+\""));
  }

  private CurrentQuotas load() {
    return CurrentQuotas.load(file(), store, () -> catalog, meters);
  }

  private static void poll(CurrentQuotas quotas) {
    quotas.pollFile();
    quotas.pollFile();
    quotas.pollStore();
  }

  private static List<String> names(CurrentQuotas quotas) {
    return quotas.get().budgets().stream().map(budget -> budget.name()).toList();
  }

  private static String detail(CurrentQuotas quotas, String name) {
    return String.valueOf(health(quotas).get(name));
  }

  private static Map<String, Object> health(CurrentQuotas quotas) {
    return new QuotasHealth(quotas).health().getDetails();
  }

  private double reloads(String source, String outcome) {
    return meters
        .get("sluice.quotas.reloads")
        .tags("source", source, "outcome", outcome)
        .counter()
        .count();
  }

  private double stale(String source) {
    return meters.get("sluice.quotas.stale").tag("source", source).gauge().value();
  }

  private static String covering(String tier) {
    return """
    {"covers":{"tier":"%s"},"unit":"usd","limit":1,"window":{"sliding":"1h"}}\
    """
        .formatted(tier);
  }

  private static Catalog withTier(String tier) {
    return Catalog.parse(
        """
        tiers: [fast, %s]
        targets:
          - {name: mini, tier: fast, model: m, price: {input: 1, output: 1}}
          - {name: more, tier: %s, model: n, price: {input: 1, output: 1}}
        """
            .formatted(tier, tier));
  }

  private void put(String name, int limit) {
    store.put(
        name,
        "{\"unit\":\"total_tokens\",\"limit\":%d,\"window\":{\"sliding\":\"1h\"}}".formatted(limit),
        OptionalLong.empty());
  }

  private void write(String... names) throws IOException {
    Files.writeString(file(), yaml(names));
  }

  private static String yaml(String... names) {
    var yaml = new StringBuilder("budgets:\n");
    for (var name : names) {
      yaml.append(
          "  - {name: %s, unit: usd, limit: 0.000001, window: {sliding: 1h}}\n".formatted(name));
    }
    return yaml.toString();
  }

  private Path file() {
    return folder.resolve("quotas.yaml");
  }
}
