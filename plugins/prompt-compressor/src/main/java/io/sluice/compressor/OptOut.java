package io.sluice.compressor;

import io.sluice.exchange.Headers;
import java.util.Locale;

/** How a client keeps its prompt as it is: {@code Cache-Control: no-transform} (RFC 9111). */
final class OptOut {

  private OptOut() {}

  static boolean is(Headers headers) {
    for (var value : headers.all("Cache-Control")) {
      for (var directive : value.toLowerCase(Locale.ROOT).split(",", -1)) {
        if (directive.strip().equals("no-transform")) {
          return true;
        }
      }
    }
    return false;
  }
}
