package io.sluice.compressor.layout;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a mark says beside its name: {@code , rate=0.4, compress=True, force_tokens="a,b"}, with
 * commas between or without.
 *
 * @param wellFormed whether it could be read; attributes that mean nothing here are no fault
 */
record MarkAttributes(
    boolean wellFormed, boolean compress, Optional<Double> rate, Set<String> forceTokens) {

  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "[\\s,]*+([A-Za-z_-]++)\\s*+=\\s*+(\"[^\"]*+\"|'[^']*+'|\\[[^\\]]*+]|[^\\s,\"'\\[]++)");
  private static final Pattern REST = Pattern.compile("[\\s,]*+/?");
  private static final Pattern LISTED = Pattern.compile("\"([^\"]*+)\"|'([^']*+)'");

  static MarkAttributes of(String written) {
    var compress = true;
    var rate = Optional.<Double>empty();
    var tokens = new LinkedHashSet<String>();
    boolean wellFormed = true;
    var attribute = ATTRIBUTE.matcher(written);
    int end = 0;
    while (attribute.find(end) && attribute.start() == end) {
      end = attribute.end();
      var value = attribute.group(2);
      switch (attribute.group(1).toLowerCase(Locale.ROOT)) {
        case "rate" -> {
          rate = rate(value);
          wellFormed &= rate.isPresent();
        }
        case "compress" -> {
          wellFormed &= unquoted(value).matches("(?i)true|false");
          compress = unquoted(value).equalsIgnoreCase("true");
        }
        case "force_tokens", "force-tokens" -> tokens.addAll(tokens(value));
        default -> {}
      }
    }
    wellFormed &= REST.matcher(written.substring(end)).matches();
    return new MarkAttributes(wellFormed, compress, rate, tokens);
  }

  private static Optional<Double> rate(String value) {
    try {
      double rate = Double.parseDouble(unquoted(value));
      return rate > 0 && rate <= 1 ? Optional.of(rate) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Set<String> tokens(String value) {
    var tokens = new LinkedHashSet<String>();
    if (value.startsWith("[")) {
      LISTED
          .matcher(value)
          .results()
          .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
          .forEach(token -> add(token, tokens));
    } else {
      for (var token : unquoted(value).split(",", -1)) {
        add(token.strip(), tokens);
      }
    }
    return tokens;
  }

  private static void add(String token, Set<String> tokens) {
    var meant = token.replace("\\n", "\n").replace("\\t", "\t");
    if (!meant.isEmpty()) {
      tokens.add(meant);
    }
  }

  private static String unquoted(String value) {
    boolean quoted = value.startsWith("\"") || value.startsWith("'");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
