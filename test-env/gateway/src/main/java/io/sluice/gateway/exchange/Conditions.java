package io.sluice.gateway.exchange;

import io.sluice.gateway.config.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Conditions on variables, all of which must hold: {@code [["http_x_a", "==", "b"]]}. */
public final class Conditions {

  private static final String WRITTEN =
      "a condition is [variable, ==, ~=, ~~ or in, value]; other forms of APISIX are not supported"
          + " by the stand-in";

  private record Condition(String variable, Predicate<Optional<String>> test) {}

  private final List<Condition> conditions;

  private Conditions(List<Condition> conditions) {
    this.conditions = conditions;
  }

  public static Conditions read(Block block, String key, List<?> written) {
    var conditions = new ArrayList<Condition>();
    for (var item : written) {
      var condition = item instanceof List<?> parts ? one(parts) : Optional.<Condition>empty();
      condition.ifPresentOrElse(
          conditions::add, () -> block.problem(key + ": " + WRITTEN + ", but was " + item));
    }
    return new Conditions(List.copyOf(conditions));
  }

  public boolean hold(Exchange exchange) {
    return conditions.stream()
        .allMatch(condition -> condition.test().test(exchange.text(condition.variable())));
  }

  private static Optional<Condition> one(List<?> parts) {
    if (parts.size() != 3) {
      return Optional.empty();
    }
    var expected = parts.get(2);
    var text = ByteStrings.ofText(String.valueOf(expected));
    return test(String.valueOf(parts.get(1)), text, expected)
        .map(test -> new Condition(String.valueOf(parts.get(0)), test));
  }

  private static Optional<Predicate<Optional<String>>> test(
      String operator, String text, Object expected) {
    return switch (operator) {
      case "==" -> Optional.of(value -> value.equals(Optional.of(text)));
      case "~=" -> Optional.of(value -> !value.equals(Optional.of(text)));
      case "~~" -> matching(text);
      case "in" -> expected instanceof List<?> list ? Optional.of(oneOf(list)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Predicate<Optional<String>> oneOf(List<?> list) {
    var texts = list.stream().map(item -> ByteStrings.ofText(String.valueOf(item))).toList();
    return value -> value.filter(texts::contains).isPresent();
  }

  private static Optional<Predicate<Optional<String>>> matching(String regex) {
    try {
      var pattern = Pattern.compile(regex);
      return Optional.of(value -> value.filter(v -> pattern.matcher(v).find()).isPresent());
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }
}
