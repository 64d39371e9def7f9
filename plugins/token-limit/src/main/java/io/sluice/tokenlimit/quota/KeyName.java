package io.sluice.tokenlimit.quota;

import io.sluice.exchange.Sha256;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A name as it stands in an account's key: two that differ never look the same. */
final class KeyName {

  /** With five of these, the longest key is within an account's 512 characters. */
  private static final int LONGEST = 64;

  private static final String PLAIN = "_.:-@+/";
  private static final Pattern ENCODED = Pattern.compile("%([0-9a-f]{4})");

  private KeyName() {}

  /** Returns the name, each unusual character as % and four hexadecimal digits; or a digest. */
  static String encode(String name) {
    var encoded = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HexFormat.of().toHexDigits(c));
      }
    }
    return encoded.length() <= LONGEST ? encoded.toString() : "~" + digest(encoded.toString());
  }

  /** Returns the name, a digest as it is; empty when a name can't be written so. */
  static Optional<String> decode(String encoded) {
    if (encoded.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        ENCODED.matcher(encoded).replaceAll(match -> Matcher.quoteReplacement(decoded(match))));
  }

  private static String decoded(MatchResult match) {
    return String.valueOf((char) HexFormat.fromHexDigits(match.group(1)));
  }

  /** Of 160 bits: nobody finds two names with the same. */
  private static String digest(String text) {
    return HexFormat.of().formatHex(Sha256.of(text), 0, 20);
  }
}
