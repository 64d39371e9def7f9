package io.sluice.tokenlimit.quota;

import static io.sluice.tokenlimit.quota.Parties.ALICE;
import static io.sluice.tokenlimit.quota.Parties.ANONYMOUS;
import static io.sluice.tokenlimit.quota.Parties.BOB;
import static io.sluice.tokenlimit.quota.Parties.CATALOG;
import static io.sluice.tokenlimit.quota.Parties.decided;
import static io.sluice.tokenlimit.quota.Parties.party;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.Subject;
import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Unit;
import io.sluice.exchange.ledger.Window;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {

  @Test
  void makesOfTheTextWhatItSays() {
    var budget =
        parse(
            """
            {"name": "b", "covers": {"department": ["finance", "legal"], "tier": "smart"},
             "per": ["consumer"], "unit": "usd", "limit": 12.000001, "burst": 0.5,
             "window": {"calendar": "month", "time_zone": "Europe/Berlin"},
             "on_exceed": "degrade", "cached_answers": "charged", "alerts": [100, 50]}
            """);

    assertThat(budget)
        .isEqualTo(
            new Budget(
                "b",
                new Cover(
                    Map.of(
                        Dimension.DEPARTMENT, Set.of("finance", "legal"),
                        Dimension.TIER, Set.of("smart"))),
                Set.of(Dimension.CONSUMER),
                Unit.MICRO_USD,
                12_000_001,
                500_000,
                new Window.Calendar(Window.Period.MONTH, ZoneId.of("Europe/Berlin")),
                OnExceed.DEGRADE,
                true,
                List.of(50, 100)));
  }

  @Test
  void whatIsNotSaidIsEveryoneTogetherRefusedAndFreeOfCachedAnswers() {
    assertThat(parse("{'unit': 'total_tokens', 'limit': 7, 'window': {'sliding': '90s'}}"))
        .isEqualTo(
            new Budget(
                "b",
                Cover.EVERYONE,
                Set.of(),
                Unit.TOTAL_TOKENS,
                7,
                0,
                new Window.Sliding(Duration.ofSeconds(90)),
                OnExceed.REFUSE,
                false,
                List.of(80, 100)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          'unit': 'total_tokens', 'limit': 1.5 | limit must be a whole number in 0 to 1000000000000000, but was 1.5
          'unit': 'total_tokens', 'limit': -1  | limit must be a whole number in 0 to 1000000000000000, but was -1
          'unit': 'usd', 'limit': 0.0000001    | limit must be dollars with at most 6 decimals in 0 to 1000000000, but was 1E-7
          'unit': 'usd', 'limit': 1000000001   | limit must be dollars with at most 6 decimals in 0 to 1000000000, but was 1000000001
          'unit': 'usd', 'limit': 1, 'burst': -1 | burst must be dollars with at most 6 decimals in 0 to 1000000000, but was -1
          'unit': 'usd', 'limit': '1'          | limit must be a number, but was "1"
          'unit': 'tokens', 'limit': 1         | unit must be one of total_tokens, prompt_tokens, completion_tokens, usd, but was "tokens"
          'unit': 'usd', 'limit': 1, 'name': 'c' | name must be "b" or absent, but was "c"
          'unit': 'usd', 'limit': 1, 'per': ['user'] | per[0] must be one of consumer, department, route, tier, target, but was "user"
          'unit': 'usd', 'limit': 1, 'per': 'user' | per must be one of consumer, department, route, tier, target, but was "user"
          'unit': 'usd', 'limit': 1, 'covers': {'consumer': []} | covers.consumer must be at least one name, but was []
          'unit': 'usd', 'limit': 1, 'covers': {'consumer': ''} | covers.consumer must be names without blank ones, but was ""
          'unit': 'usd', 'limit': 1, 'covers': {'consumer': ['a', 7]} | covers.consumer[1] must be a text, but was 7
          'unit': 'usd', 'limit': 1, 'covers': {'team': 'a'} | covers.team must be a known key (consumer, department, route, target, tier), but was "a"
          'unit': 'usd', 'limit': 1, 'covers': {'tier': ['fast', 'x', 'y']} | covers.tier must be of the catalog's: fast, smart, but was "x, y"
          'unit': 'usd', 'limit': 1, 'covers': {'target': 'smart'} | covers.target must be of the catalog's: mini, big, but was "smart"
          'unit': 'usd', 'limit': 1, 'on_exceed': 'block' | on_exceed must be one of refuse, degrade, but was "block"
          'unit': 'usd', 'limit': 1, 'cached_answers': true | cached_answers must be one of free, charged, but was true
          'unit': 'usd', 'limit': 1, 'alerts': [0] | alerts[0] must be a percentage in 1 to 100, but was 0
          'unit': 'usd', 'limit': 1, 'alerts': [1e12] | alerts[0] must be a percentage in 1 to 100, but was 101
          'unit': 'usd', 'limit': 1, 'alerts': ['a'] | alerts[0] must be a whole number, but was "a"
          """)
  void tellsWhatIsWrong(String members, String problem) {
    assertThatThrownBy(() -> parse("{" + members + ", 'window': {'sliding': '1h'}}"))
        .hasMessage("budget: " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {}                   | window must be either sliding or calendar, but was "neither"
          {'sliding': '60s', 'calendar': 'day'} | window must be either sliding or calendar, but was "both"
          {'sliding': '500ms'} | window.sliding must be a duration such as 90s, 5m, 12h or 7d, but was "500ms"
          {'sliding': 60}      | window.sliding must be a duration such as 90s, 5m, 12h or 7d, but was 60
          {'sliding': '0s'}    | window.sliding must be in 1s to 31d, but was "0d"
          {'sliding': '32d'}   | window.sliding must be in 1s to 31d, but was "32d"
          {'sliding': '1h', 'time_zone': 'UTC'} | window.time_zone must be with calendar only, but was "UTC"
          {'calendar': 'year'} | window.calendar must be one of hour, day, week, month, but was "year"
          {'calendar': 'day', 'time_zone': 'Berlin'} | window.time_zone must be a time zone such as Europe/Berlin, but was "Berlin"
          """)
  void tellsWhatIsWrongWithAWindow(String window, String problem) {
    assertThatThrownBy(() -> parse("{'unit': 'usd', 'limit': 1, 'window': %s}".formatted(window)))
        .hasMessage("budget: " + problem);
  }

  @Test
  void tellsEverythingAtOnce() {
    assertThatThrownBy(() -> parse("{'unit': 'x', 'limit': -1, 'burst': 'y', 'colour': 1}"))
        .hasMessage(
            "budget: unit must be one of total_tokens, prompt_tokens, completion_tokens, usd, but"
                + " was \"x\"; limit must be a whole number in 0 to 1000000000000000, but was -1;"
                + " burst must be a number, but was \"y\"; window must be an object, but was"
                + " absent");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {'unit': 'usd', 'limit': 12.000001, 'window': {'sliding': '60s'}}
          {'unit': 'usd', 'limit': 100, 'window': {'sliding': '36h'}, 'alerts': []}
          {'covers': {'consumer': '"\\\\u0001'}, 'per': ['tier', 'route'], 'unit': 'prompt_tokens',\
           'limit': 1e3, 'window': {'calendar': 'hour'}, 'on_exceed': 'degrade',\
           'cached_answers': 'charged', 'alerts': [1]}
          """)
  void whatItWritesReadsAsItself(String json) {
    var budget = parse(json.replace("'\"", "'\\\""));

    assertThat(Budget.parse("b", budget.toJson(), CATALOG)).isEqualTo(budget);
  }

  @Test
  void writesEveryKeyInTheWordsOfTheFile() {
    assertThat(parse("{'unit': 'usd', 'limit': 100.50, 'window': {'sliding': '120s'}}").toJson())
        .isEqualTo(
            "{\"name\":\"b\",\"covers\":{},\"per\":[],\"unit\":\"usd\",\"limit\":100.5,"
                + "\"burst\":0,\"window\":{\"sliding\":\"2m\"},\"on_exceed\":\"refuse\","
                + "\"cached_answers\":\"free\",\"alerts\":[80, 100]}");
  }

  @Test
  void aPartyIsCoveredThatIsNamedInEachDimension() {
    var budget = covering("{'department': ['finance'], 'consumer': ['alice', 'bob']}");

    assertThat(budget.covers(ALICE)).isTrue();
    assertThat(budget.covers(BOB)).isFalse();
    assertThat(budget.covers(party("carol", "finance"))).isFalse();
  }

  @Test
  void whoeverApisixDoesNotNameIsCoveredByAStandIn() {
    assertThat(covering("{'consumer': '(anonymous)'}").covers(ANONYMOUS)).isTrue();
    assertThat(covering("{'consumer': '(anonymous)'}").covers(ALICE)).isFalse();
    assertThat(covering("{'department': '(none)'}").covers(BOB)).isTrue();
    assertThat(covering("{'department': '(none)'}").covers(ALICE)).isFalse();
  }

  @Test
  void aBudgetOfATierOrTargetWaitsUntilItIsKnown() {
    var ofTier = covering("{'tier': 'smart'}");
    var perTarget = parse("{'per': 'target', 'unit':'usd','limit':1,'window':{'sliding':'1h'}}");

    assertThat(ofTier.covers(ALICE)).isFalse();
    assertThat(ofTier.covers(decided(ALICE, "smart", ""))).isTrue();
    assertThat(ofTier.covers(decided(ALICE, "fast", "mini"))).isFalse();
    assertThat(perTarget.covers(ALICE)).isFalse();
    assertThat(perTarget.covers(decided(ALICE, "", "big"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          []                       | b/usd/day@Europe/Berlin
          ['consumer']             | ^b/usd/day@Europe/Berlin|consumer=alice^
          ['tier', 'department']   | ^b/usd/day@Europe/Berlin|department=finance|tier=smart^
          """)
  void theKeyTellsBudgetAndSubject(String per, String key) {
    var budget =
        parse(
            "{'per':%s,'unit':'usd','limit':1,'window':{'calendar':'day','time_zone':'%s'}}"
                .formatted(per, "Europe/Berlin"));

    assertThat(budget.account(decided(ALICE, "smart", "big")).key()).isEqualTo(key);
  }

  @Test
  void anotherUnitOrWindowIsAnotherAccount() {
    var key = keyOf("'unit': 'usd', 'limit': 1, 'window': {'sliding': '1h'}");

    assertThat(keyOf("'unit':'usd','limit':9,'burst':3,'window':{'sliding':'60m'}")).isEqualTo(key);
    assertThat(keyOf("'unit':'total_tokens','limit':1,'window':{'sliding':'1h'}"))
        .isNotEqualTo(key);
    assertThat(keyOf("'unit':'usd','limit':1,'window':{'sliding':'61m'}")).isNotEqualTo(key);
    assertThat(keyOf("'unit':'usd','limit':1,'window':{'calendar':'hour'}")).isNotEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          alice
          Zoë.1@example.com
          'a|department=b'
          'a=b/c%007c'
          '~x'
          ''
          '(anonymous)'
          早
          """)
  void everyKeyIsReadBackToTheSameSubject(String consumer) {
    var budget = perConsumerAndDepartment();
    var party = new Party(new Subject(consumer, "d|e", "r"), "", "");
    var account = budget.account(party);

    assertThat(AccountKey.parse(account.key()))
        .hasValue(
            new AccountKey(
                "b",
                Map.of(
                    Dimension.CONSUMER,
                    Dimension.CONSUMER.of(party),
                    Dimension.DEPARTMENT,
                    "d|e")));
    assertThat(budget.accountOf(account.key())).hasValue(account);
  }

  @Test
  void subjectsThatDifferHaveKeysThatDiffer() {
    var names =
        List.of(
            "",
            "(anonymous)",
            "a",
            "A",
            "a|b",
            "a%007cb",
            "a=b",
            "a/b",
            "\ud800",
            "\udc00",
            "?",
            "x".repeat(64),
            "x".repeat(65),
            "x".repeat(66),
            "~",
            " ");

    assertThat(names.stream().map(name -> perConsumerAndDepartment().account(party(name, ""))))
        .extracting(Account::key)
        .doesNotHaveDuplicates();
  }

  @Test
  void noNameIsTooLongForAKey() {
    var everything =
        Budget.parse(
            "n".repeat(64),
            """
            {"per": ["consumer", "department", "route", "tier", "target"],
             "unit": "completion_tokens", "limit": 1,
             "window": {"calendar": "month", "time_zone": "America/Argentina/ComodRivadavia"}}
            """,
            CATALOG);
    var party =
        new Party(
            new Subject("ü|".repeat(500), "d".repeat(64), "r".repeat(999)),
            "t".repeat(64),
            "u".repeat(64));

    var account = everything.account(party);

    assertThat(account.key()).hasSizeLessThanOrEqualTo(512);
    assertThat(everything.accountOf(account.key())).hasValue(account);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          c/usd/1h|consumer=a|department=b
          b/usd/1h|consumer=a
          b/usd/2h|consumer=a|department=b
          b/total_tokens/1h|consumer=a|department=b
          b/usd/1h
          b/usd/1h|department=b|consumer=
          b/usd/1hours|consumer=a|department=b
          b
          ''
          |
          /
          b/usd/1h|team=a|department=b
          b/usd/1h|consumer|department=b
          b/usd/1h|consumer=a|consumer=a
          """)
  void aKeyOfAnotherBudgetOrAnotherFormIsNone(String key) {
    assertThat(perConsumerAndDepartment().accountOf(key)).isEmpty();
  }

  private static Budget perConsumerAndDepartment() {
    return parse(
        "{'per':['consumer','department'],'unit':'usd','limit':1,'window':{'sliding':'1h'}}");
  }

  private static String keyOf(String members) {
    return parse("{" + members + "}").account(ALICE).key();
  }

  private static Budget covering(String covers) {
    return parse(
        "{'covers':%s,'unit':'usd','limit':1,'window':{'sliding':'1h'}}".formatted(covers));
  }

  private static Budget parse(String json) {
    return Budget.parse("b", json.replace('\'', '"'), CATALOG);
  }
}
