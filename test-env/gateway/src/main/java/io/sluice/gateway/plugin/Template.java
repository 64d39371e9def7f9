package io.sluice.gateway.plugin;

import io.sluice.gateway.exchange.ByteStrings;
import io.sluice.gateway.exchange.Exchange;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with {@code $variables} in it. */
record Template(String text) {

  private static final Pattern VARIABLE = Pattern.compile("(?<!\\\\)\\$(\\{(\\w+)\\}|(\\w+))");

  static Template of(String written) {
    return new Template(ByteStrings.ofText(written));
  }

  String resolve(Exchange exchange) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(value(found.group(2), found.group(3), exchange)));
  }

  private static String value(String braced, String plain, Exchange exchange) {
    var name = braced != null ? braced : plain;
    return exchange.text(name).orElse("");
  }
}
