package io.sluice.runner.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Subject;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.tokenlimit.quota.Covering;
import io.sluice.tokenlimit.quota.Party;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageControllerTest {

  private static final Party ALICE =
      new Party(new Subject("alice", "finance", "chat"), "smart", "big");
  private static final Party BOB = new Party(new Subject("bob", "", "chat"), "fast", "mini");
  private static final Party ANONYMOUS = new Party(new Subject("", "", "chat"), "fast", "mini");

  @TempDir private Path folder;

  private AdminApi api;

  @BeforeEach
  void open() throws IOException {
    Files.writeString(
        folder.resolve("quotas.yaml"),
        """
        budgets:
          - {name: all, unit: total_tokens, limit: 1000, window: {calendar: day}}
          - {name: each, per: consumer, unit: usd, limit: 5, burst: 1.5, window: {sliding: 1h}}
          - {name: finance, covers: {department: finance}, per: consumer, unit: total_tokens,
             limit: 500, window: {calendar: month, time_zone: Europe/Berlin}}
          - {name: smart, covers: {tier: smart}, unit: total_tokens, limit: 300,
             window: {calendar: week}}
        """);
    api = new AdminApi(folder);
  }

  @Test
  void whatCountsNowIsListedInTheOrderOfTheBudgets() throws Exception {
    spend("1", BOB, new Spend(10, 5, 20));
    spend("2", ALICE, new Spend(100, 50, 1_234_567));

    assertThat(shown(""))
        .containsExactly("all {}", "each alice", "each bob", "finance alice", "smart {}");
  }

  @Test
  void anAccountIsShownWithAllThatCountsInIt() throws Exception {
    spend("1", ALICE, new Spend(100, 50, 1_234_567));
    api.ledger.reserve(reservation("2", ALICE, new Spend(1, 1, 500_000)), Duration.ofMinutes(5));

    var answer = api.get("/admin/v1/usage?budget=each");

    assertThat(answer.getResponse().getContentAsString())
        .isEqualTo(
            "{\"usage\":[{\"budget\":\"each\",\"subject\":{\"consumer\":\"alice\"},\"unit\":\"usd\","
                + "\"limit\":5,\"allowed\":6.5,\"used\":1.234567,\"reserved\":0.5,"
                + "\"remaining\":4.765433,\"resets_at\":\"2026-03-02T11:00:56Z\","
                + "\"window\":{\"sliding\":\"1h\"}}],\"truncated\":false}");
  }

  @Test
  void whereNothingCountsNothingIsListed() throws Exception {
    assertThat(shown("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?consumer=alice                    | all {},each alice,finance alice
          ?consumer=bob                      | all {},each bob
          ?consumer=(anonymous)              | all {},each (anonymous)
          ?department=finance                | all {},finance alice
          ?consumer=bob&department=finance   | all {},each bob,finance bob
          ?consumer=alice&budget=each        | each alice
          ?tier=smart                        | all {},smart {}
          ?tier=fast                         | all {}
          ?route=chat                        | all {}
          ?budget=finance                    | finance alice
          ?budget=none                       | ''
          """)
  void whoIsNamedHasItsOwnAccountsAndThoseThatItShares(String query, String expected)
      throws Exception {
    spend("1", ALICE, new Spend(1, 1, 1));
    spend("2", BOB, new Spend(1, 1, 1));
    spend("3", ANONYMOUS, new Spend(1, 1, 1));

    assertThat(String.join(",", shown(query))).isEqualTo(expected);
  }

  @Test
  void whoIsNamedIsShownAtZeroToo() throws Exception {
    assertThat(shown("?consumer=carol&department=finance"))
        .containsExactly("all {}", "each carol", "finance carol");
    assertThat(shown("?consumer=(anonymous)")).containsExactly("all {}", "each (anonymous)");

    var each = AdminApi.json(api.get("/admin/v1/usage?consumer=carol&budget=each"));
    assertThat(each.at("/usage/0/used").intValue()).isZero();
    assertThat(each.at("/usage/0/resets_at").isNull()).isTrue();
  }

  @Test
  void anAccountOfABudgetThatChangedItsUnitIsNotItsOwn() throws Exception {
    spend("1", ALICE, new Spend(1, 1, 1));
    api.put(
        "each",
        "{\"per\":\"consumer\",\"unit\":\"prompt_tokens\",\"limit\":9,"
            + "\"window\":{\"sliding\":\"1h\"}}");

    assertThat(shown("?budget=each")).isEmpty();
  }

  @Test
  void aListHasABound() throws Exception {
    for (int i = 0; i < 20; i++) {
      spend("r" + i, new Party(new Subject("c" + i, "", "chat"), "", ""), new Spend(1, 1, 1));
    }

    var cut = AdminApi.json(api.get("/admin/v1/usage?limit=5"));
    var whole = AdminApi.json(api.get("/admin/v1/usage?limit=21"));

    assertThat(cut.path("usage")).hasSize(5);
    assertThat(cut.path("truncated").booleanValue()).isTrue();
    assertThat(whole.path("usage")).hasSize(21);
    assertThat(whole.path("truncated").booleanValue()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "10001", "99999999999999999999"})
  void theBoundIsInARange(String limit) throws Exception {
    assertThat(api.get("/admin/v1/usage?limit=" + limit)).hasStatus(400);
  }

  private void spend(String id, Party party, Spend spend) {
    api.ledger.charge(reservation(id, party, spend), spend, Duration.ofMinutes(5));
  }

  private Reservation reservation(String id, Party party, Spend spend) {
    return new Reservation(
        id, api.quotas.get().covering(party).stream().map(Covering::account).toList(), spend, "");
  }

  /** Each account as its budget and its subject's names. */
  private List<String> shown(String query) throws Exception {
    return AdminApi.json(api.get("/admin/v1/usage" + query))
        .path("usage")
        .valueStream()
        .map(usage ->
            usage.path("budget").stringValue()
                + " "
                + (usage.path("subject").isEmpty()
                    ? "{}"
                    : usage.path("subject").values().iterator().next().stringValue()))
        .toList();
  }
}
