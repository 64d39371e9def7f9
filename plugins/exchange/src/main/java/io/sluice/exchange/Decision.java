package io.sluice.exchange;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Why a plugin did what it did, in the form of a structured field (RFC 9651): {@code
 * ai-semantic-router;reason=intent;intent=greeting;similarity=0.831}.
 *
 * @param plugin the plugin's name on the wire
 * @param details in the order in which they are shown; keys are lower case, values never content
 */
public record Decision(String plugin, Map<String, String> details) {

  /** A token or a decimal: what may stand without quotes. */
  private static final Pattern BARE =
      Pattern.compile("[A-Za-z*][A-Za-z0-9!#$%&'*+.^_`|~:/-]*|-?\\d{1,12}(\\.\\d{1,3})?");

  public Decision {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** Returns a decision with its reason alone. */
  public static Decision of(String plugin, String reason) {
    return new Decision(plugin, Map.of("reason", reason));
  }

  /** Returns this decision with one detail more. */
  public Decision with(String key, String value) {
    var more = new LinkedHashMap<>(details);
    more.put(key, value);
    return new Decision(plugin, more);
  }

  @Override
  public String toString() {
    return details.entrySet().stream()
        .map(detail -> ";" + detail.getKey() + "=" + item(detail.getValue()))
        .collect(Collectors.joining("", plugin, ""));
  }

  private static String item(String value) {
    return BARE.matcher(value).matches()
        ? value
        : '"' + value.replaceAll("[^ -~]", "?").replaceAll("[\"\\\\]", "\\\\$0") + '"';
  }
}
