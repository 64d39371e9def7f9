package io.sluice.runner;

import io.sluice.exchange.InvalidConfigException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.origin.Origin;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;

/** Says in one line what is wrong with the configuration when the runner can't start. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureAnalyzer implements FailureAnalyzer {

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    return message(failure)
        .map(message -> new FailureAnalysis(message, null, failure))
        .orElse(null);
  }

  private static Optional<String> message(Throwable failure) {
    return cause(failure, InvalidConfigException.class, Throwable::getMessage)
        .or(() -> cause(failure, CannotListenException.class, Throwable::getMessage))
        .or(() ->
            cause(
                failure,
                UnboundConfigurationPropertiesException.class,
                StartFailureAnalyzer::unknown))
        .or(() -> cause(failure, BindException.class, StartFailureAnalyzer::unfit));
  }

  private static <T extends Throwable> Optional<String> cause(
      Throwable failure, Class<T> type, Function<T, @Nullable String> message) {
    return Stream.<Throwable>iterate(failure, t -> t != null, Throwable::getCause)
        .filter(type::isInstance)
        .findFirst()
        .map(type::cast)
        .map(message);
  }

  /** Without the values: one of them may be a token under a misspelt key. */
  private static String unknown(UnboundConfigurationPropertiesException e) {
    return e.getUnboundProperties().stream()
            .map(property -> property.getName() + at(property.getOrigin()))
            .collect(Collectors.joining(", ", "configuration: unknown keys: ", ""))
        + "; known are "
        + String.join(", ", keys("sluice", SluiceProperties.class).toList());
  }

  private static String unfit(BindException e) {
    var property = e.getProperty();
    return "configuration: %s must be %s, but was %s%s"
        .formatted(
            e.getName(),
            rule(e.getTarget().getType().resolve(Object.class)),
            value(e.getName().toString(), property),
            at(e.getOrigin()));
  }

  private static String rule(Class<?> type) {
    if (type == Duration.class) {
      return "a duration such as 5s";
    }
    if (type == DataSize.class) {
      return "a size such as 32MB";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (type == double.class) {
      return "a number";
    }
    return type == int.class ? "a whole number" : "a " + type.getSimpleName();
  }

  /** Unless it may be a secret. */
  private static String value(String name, @Nullable ConfigurationProperty property) {
    if (name.contains("token")) {
      return "not";
    }
    return property == null ? "absent" : "\"" + property.getValue() + "\"";
  }

  private static String at(@Nullable Origin origin) {
    return origin == null ? "" : " (" + origin + ")";
  }

  /** Lists the keys of a section, those of the sections in it included. */
  static Stream<String> keys(String path, Class<?> section) {
    return Arrays.stream(section.getRecordComponents())
        .flatMap(component ->
            component.getType().isRecord()
                ? keys(path + "." + kebab(component), component.getType())
                : Stream.of(path + "." + kebab(component)));
  }

  private static String kebab(RecordComponent component) {
    return component.getName().replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
