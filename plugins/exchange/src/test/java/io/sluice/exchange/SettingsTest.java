package io.sluice.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final Budget DOLLAR = new Budget("USD", BigDecimal.ONE);

  private static final Map<String, Integer> CHOICES = new TreeMap<>(Map.of("one", 1, "two", 2));

  @Test
  void makesTheRecordThatTheTextDescribes() {
    var config =
        json(
            """
            {"default_tier": "smart", "threshold": 0.7, "budget": {"currency": "EUR", "amount": 0.10},
             "intents": [{"tier": "fast", "examples": ["hi", "hello"]}, {"tier": "smart"}]}
            """);

    assertThat(config)
        .isEqualTo(
            new Config(
                "smart",
                0.7,
                new Budget("EUR", new BigDecimal("0.10")),
                List.of(
                    new Intent("fast", List.of("hi", "hello")), new Intent("smart", List.of()))));
  }

  @Test
  void yamlSaysTheSame() {
    var config =
        yaml(
            """
            default_tier: smart   # a comment
            budget: &dollar {currency: USD, amount: 1}
            intents:
              - tier: 'fast'
                examples:
                  - hi
                  - >-
                    how are
                    you
            """);

    assertThat(config)
        .isEqualTo(
            new Config(
                "smart", 0.5, DOLLAR, List.of(new Intent("fast", List.of("hi", "how are you")))));
  }

  @Test
  void oneMessageHasEveryProblem() {
    assertThatThrownBy(() ->
            json(
                """
                {"default_tier": 7, "treshold": 0.5, "threshold": 1.5,
                 "budget": {"currency": "USD", "amount": "1"},
                 "intents": [
                   {"tier": "fast", "examples": ["hi", 7, {"a": null}]},
                   "greeting",
                   {"tier": "", "example": []}
                 ]}
                """))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            "router: default_tier must be a text, but was 7"
                + "; budget.amount must be a number, but was \"1\""
                + "; intents[0].examples[1] must be a text, but was 7"
                + "; intents[0].examples[2] must be a text, but was {\"a\":null}"
                + "; intents[1] must be an object, but was \"greeting\""
                + "; intents[2].example must be a known key (examples, tier), but was []"
                + "; intents[2].tier must be a name, but was \"\""
                + "; treshold must be a known key (budget, default_tier, intents, threshold),"
                + " but was 0.5"
                + "; threshold must be in [0, 1], but was 1.5");
  }

  @Test
  void whatIsMissingIsSaidToBeAbsent() {
    assertThatThrownBy(() -> json("{}"))
        .hasMessage(
            "router: default_tier must be a text, but was absent;"
                + " budget must be an object, but was absent");
    assertThatThrownBy(() -> yaml("budget: {}"))
        .hasMessage(
            "router: default_tier must be a text, but was absent;"
                + " budget.currency must be a text, but was absent;"
                + " budget.amount must be a number, but was absent");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "default_tier":null           | default_tier must be a text, but was null
          "default_tier":["a"]          | default_tier must be a text, but was ["a"]
          "threshold":"0.5"             | threshold must be a number, but was "0.5"
          "threshold":null              | threshold must be a number, but was null
          "threshold":1e400             | threshold must be a number, but was 1E+400
          "threshold":-1e1000000000     | threshold must be a number, but was -1E+1000000000
          "intents":{}                  | intents must be a list, but was {}
          "intents":"x"                 | intents must be a list, but was "x"
          "intents":null                | intents must be a list, but was null
          "intents":[[]]                | intents[0] must be an object, but was []
          "intents":[{"tier":null}]     | intents[0].tier must be a text, but was null
          "intents":[{"tier":"a","examples":"b"}] | intents[0].examples must be a list, but was "b"
          "budget":[]                   | budget must be an object, but was []
          "budget":{"currency":"EUR","amount":1e400} | budget.amount must be a number, but was 1E+400
          """)
  void tellsWhatAValueMustBe(String member, String problem) {
    var rest = new StringBuilder();
    if (!member.contains("default_tier")) {
      rest.append("\"default_tier\":\"a\",");
    }
    if (!member.contains("budget")) {
      rest.append("\"budget\":{\"currency\":\"USD\",\"amount\":1},");
    }

    assertThatThrownBy(() -> json("{" + rest + member + "}")).hasMessage("router: " + problem);
  }

  @Test
  void anElementsProblemDoesNotShiftTheIndexesOfTheNext() {
    assertThatThrownBy(() ->
            yaml(
                """
                default_tier: a
                budget: {currency: USD, amount: 1}
                intents: [7, {tier: twice}, {tier: twice}]
                """))
        .hasMessage("router: intents[0] must be an object, but was 7");
    assertThatThrownBy(() ->
            yaml(
                """
                default_tier: a
                budget: {currency: USD, amount: 1}
                intents: [{tier: twice}, {tier: twice}]
                """))
        .hasMessage("router: intents[1].tier must be different from the others, but was \"twice\"");
  }

  @Test
  void numbersAreExact() {
    var exact = "0.12345678901234567890123456789";

    assertThat(
            json("{\"default_tier\":\"a\",\"budget\":{\"currency\":\"USD\",\"amount\":%s}}"
                    .formatted(exact))
                .budget()
                .amount())
        .isEqualTo(new BigDecimal(exact));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          ^^                | it must be an object, but was absent
          ^ ^               | it must be an object, but was absent
          null              | it must be an object, but was null
          []                | it must be an object, but was []
          "a"               | it must be an object, but was "a"
          {"a":1,}          | it must be valid JSON, but was not: Unexpected character ('}' (code 125))\
          : was expecting double-quote to start property name at line 1, column 8
          {"a":1, "a":2}    | it must be valid JSON, but was not: Duplicate Object property "a"\
           at line 1, column 12
          """)
  void anythingButAnObjectIsRefused(String text, String problem) {
    assertThatThrownBy(() -> json(text)).hasMessage("router: " + problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} {}", "{}x", "{}]", "{\"a\":1}\n{"})
  void textBehindTheJsonIsRefused(String text) {
    assertThatThrownBy(() -> json(text))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith("router: it must be valid JSON, but was not: ");
  }

  @Test
  void jsonErrorsHaveLineAndColumn() {
    assertThatThrownBy(() -> json("{\n  \"default_tier\": \"a\",\n  \"budget\": nil\n}"))
        .hasMessageStartingWith("router: it must be valid JSON, but was not: Unrecognized token")
        .hasMessageEndingWith(" at line 3, column 13");
  }

  @Test
  void aNumberThatNothingHoldsIsRefused() {
    assertThatThrownBy(() -> json("{\"threshold\":1e99999999999}"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith("router: it must be valid JSON, but was not: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a: b\\na: c         | found duplicate key a at line 2, column 1
          a: [b\\nc           | expected ',' or ']', but got <stream end> at line 2, column 2
          a: b: c             | mapping values are not allowed here at line 1, column 5
          a:\\n\\tb: c        | found character '\\t(TAB)' that cannot start any token. (Do not use \
          \\t(TAB) for indentation) at line 2, column 1
          a: "b               | found unexpected end of stream at line 1, column 6
          a: b\\n---\\na: c   | but found another document at line 2, column 1
          a: !!java.net.URL x | Global tag is not allowed: tag:yaml.org,2002:java.net.URL at line 1, \
          column 4
          a: &x [b, [*x]]     | found a collection that holds itself at line 1, column 4
          a: &x {b: *x}       | found a collection that holds itself at line 1, column 4
          a: *x               | found undefined alias x at line 1, column 4
          """)
  void yamlErrorsHaveLineAndColumnAndOneLine(String yaml, String problem) {
    var text = yaml.replace("\\n", "\n").replace("\\t", "\t");

    assertThatThrownBy(() -> yaml(text))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("router: it must be valid YAML, but was not: " + problem.replace("\t", " "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"threshold: .nan", "threshold: .inf", "budget: {currency: A, amount: -.inf}"})
  void notANumberIsNone(String yaml) {
    assertThatThrownBy(() -> yaml(yaml))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("must be a number, but was ");
  }

  @Test
  void yamlKeysAreTexts() {
    assertThatThrownBy(() -> yaml("~: 1"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith("router: it must be YAML that JSON can say too, but was not: ");
    assertThatThrownBy(() -> yaml("{1: 2, budget: {currency: A, amount: 1}}"))
        .hasMessageContaining("1 must be a known key");
  }

  @Test
  void whatLooksLikeADateStaysAText() {
    assertThat(yaml("{default_tier: 2024-08-06, budget: {currency: USD, amount: 1}}").defaultTier())
        .isEqualTo("2024-08-06");
  }

  @Test
  void anEmptyYamlIsAnEmptyObject() {
    assertThatThrownBy(() -> yaml("# nothing\n"))
        .hasMessageStartingWith("router: default_tier must be a text, but was absent");
  }

  @Test
  void aliasesCanNotGrowWithoutBound() {
    var bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 100; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThatThrownBy(() -> yaml(bomb.toString())).isInstanceOf(InvalidConfigException.class);
  }

  @Test
  void longValuesAreCut() {
    assertThatThrownBy(() -> json("{\"default_tier\":[\"%s\"]}".formatted("y".repeat(100_000))))
        .hasMessageContaining("default_tier must be a text, but was [\"%s…", "y".repeat(78));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "7,7",
    "-3,-3",
    "2.0,2",
    "1e3,1000",
    "9223372036854775807,9223372036854775807"
  })
  void wholeNumbersMayBeWrittenInAnyWay(String written, long number) {
    assertThat(whole("{\"n\": %s}".formatted(written))).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.5", "\"1\"", "9223372036854775808", "1e1000000000", "1e-1000000000", "null"})
  void whatIsNotAWholeNumberIsRefused(String written) {
    assertThatThrownBy(() -> whole("{\"n\": %s}".formatted(written)))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith("x: n must be a whole number, but was ");
  }

  @ParameterizedTest
  @CsvSource({"0s,PT0S", "90s,PT1M30S", "5m,PT5M", "36h,PT36H", "7d,PT168H"})
  void durationsHaveOneUnit(String written, Duration duration) {
    assertThat(
            Settings.<Duration>parseJson(
                "x", "{\"d\":\"%s\"}".formatted(written), settings -> settings.duration("d")))
        .isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"5\"",
        "5",
        "\"5ms\"",
        "\"1h30m\"",
        "\"-5s\"",
        "\"1.5h\"",
        "\"5 s\"",
        "\"PT5S\"",
        "\"9999999999d\"",
        "null"
      })
  void whatIsNotADurationIsRefused(String written) {
    assertThatThrownBy(() ->
            Settings.<Duration>parseJson(
                "x", "{\"d\":%s}".formatted(written), settings -> settings.duration("d")))
        .hasMessage("x: d must be a duration such as 90s, 5m, 12h or 7d, but was " + written);
  }

  @Test
  void whatIsAbsentHasItsDefault() {
    List<Object> read =
        Settings.parseJson(
            "x",
            "{}",
            settings ->
                List.of(
                    settings.whole("n", 4),
                    settings.flag("f", true),
                    settings.duration("d", Duration.ofSeconds(1)),
                    settings.choice("c", CHOICES, 2),
                    settings.choices("cs", CHOICES),
                    settings.textOrTexts("t"),
                    settings.wholes("ns"),
                    settings.has("h")));

    assertThat(read)
        .containsExactly(
            4L, true, Duration.ofSeconds(1), 2, List.of(), List.of(), List.of(), false);
  }

  @Test
  void oneTextStandsForAListOfIt() {
    List<Object> read =
        Settings.parseJson(
            "x",
            "{\"t\": \"a\", \"ts\": [\"a\", \"b\"], \"c\": \"two\", \"cs\": [\"two\", \"one\"]}",
            settings ->
                List.of(
                    settings.textOrTexts("t"),
                    settings.textOrTexts("ts"),
                    settings.choices("c", CHOICES),
                    settings.choices("cs", CHOICES)));

    assertThat(read).containsExactly(List.of("a"), List.of("a", "b"), List.of(2), List.of(2, 1));
  }

  @Test
  void whatIsWrongWithTheOtherKindsIsToldTogether() {
    assertThatThrownBy(() ->
            Settings.<List<Object>>parseJson(
                "x",
                "{\"f\": 1, \"c\": \"three\", \"cs\": [\"one\", \"ten\", 7], \"cc\": \"ten\","
                    + " \"ns\": [1, \"a\"], \"t\": {}}",
                settings ->
                    List.of(
                        settings.flag("f", true),
                        settings.choice("c", CHOICES),
                        settings.choice("d", CHOICES),
                        settings.choices("cs", CHOICES),
                        settings.choices("cc", CHOICES),
                        settings.wholes("ns"),
                        settings.textOrTexts("t"))))
        .hasMessage(
            "x: f must be true or false, but was 1; c must be one of one, two, but was \"three\";"
                + " d must be one of one, two, but was absent; cs[2] must be a text, but was 7;"
                + " cs[1] must be one of one, two, but was \"ten\"; cc must be one of one, two, but"
                + " was \"ten\"; ns[1] must be a whole number, but was \"a\"; t must be a list, but"
                + " was {}");
  }

  @Test
  void aReaderMayHaveRulesOfItsOwn() {
    assertThatThrownBy(() ->
            Settings.<Integer>parseJson(
                "x",
                "{\"a\": {\"b\": 1}}",
                settings ->
                    settings.section(
                        "a",
                        section -> {
                          section.require(false, "b", "even", section.whole("b"));
                          section.require(true, "c", "there", 1);
                          return 1;
                        })))
        .hasMessage("x: a.b must be even, but was 1");
    assertThatThrownBy(() ->
            Settings.<Integer>parseJson(
                "x",
                "{\"a\": {}}",
                settings ->
                    settings.section(
                        "a",
                        section -> {
                          section.require(false, "", "more", "nothing");
                          return 1;
                        })))
        .hasMessage("x: a must be more, but was \"nothing\"");
  }

  private static long whole(String json) {
    return Settings.<Long>parseJson("x", json, settings -> settings.whole("n"));
  }

  @Test
  void aReaderThatMakesNothingIsABug() {
    assertThatThrownBy(() -> Settings.parseJson("x", "{}", SettingsTest::nothing))
        .isInstanceOf(IllegalStateException.class);
  }

  @SuppressWarnings("NullAway") // The bug that the test is about.
  private static Object nothing(Settings settings) {
    return null;
  }

  private static Config json(String text) {
    return Settings.parseJson("router", text, Config::read);
  }

  private static Config yaml(String text) {
    return Settings.parseYaml("router", text, Config::read);
  }

  private record Config(String defaultTier, double threshold, Budget budget, List<Intent> intents) {
    Config {
      var problems = new Problems("router");
      problems.require(!defaultTier.isEmpty(), "default_tier", "a name", defaultTier);
      problems.require(threshold >= 0 && threshold <= 1, "threshold", "in [0, 1]", threshold);
      for (int i = 1; i < intents.size(); i++) {
        var tier = intents.get(i).tier();
        problems.require(
            intents.subList(0, i).stream().noneMatch(other -> other.tier().equals(tier)),
            "intents[" + i + "].tier",
            "different from the others",
            tier);
      }
      problems.throwIfAny();
    }

    static Config read(Settings settings) {
      return new Config(
          settings.text("default_tier"),
          settings.number("threshold", 0.5),
          settings.section("budget", Budget::read),
          settings.list("intents", Intent::read));
    }
  }

  private record Intent(String tier, List<String> examples) {
    Intent {
      new Problems("intent").require(!tier.isEmpty(), "tier", "a name", tier).throwIfAny();
    }

    static Intent read(Settings settings) {
      return new Intent(settings.text("tier"), settings.texts("examples"));
    }
  }

  private record Budget(String currency, BigDecimal amount) {
    static Budget read(Settings settings) {
      return new Budget(settings.text("currency"), settings.decimal("amount"));
    }
  }
}
