package io.sluice.gateway.exchange;

import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Escapes and unescapes paths and arguments as nginx does, byte by byte. */
public final class Uris {

  private static final String UNRESERVED = "-._~";
  private static final String ESCAPED_IN_PATH = " \"#%?";

  private Uris() {}

  /** The path as routes see it: unescaped, with {@code //}, {@code .} and {@code ..} resolved. */
  public static Optional<String> normalPath(String rawPath) {
    return unescape(rawPath, false).flatMap(Uris::resolveDots);
  }

  public static String escapePath(String path) {
    return escape(path, c -> c > 0x20 && c < 0x7f && ESCAPED_IN_PATH.indexOf(c) < 0);
  }

  /** Escapes only what is not ASCII. */
  public static String escapeBytes(String uri) {
    return escape(uri, c -> c < 0x7f);
  }

  public static String escapeArgument(String text) {
    return escape(text, c -> isAlphanumeric(c) || UNRESERVED.indexOf(c) >= 0);
  }

  /** An argument's name or value; an escape that is none is left as it is. */
  public static String unescapeArgument(String raw) {
    return unescape(raw.replace('+', ' '), true).orElseThrow();
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static String escape(String text, IntPredicate plain) {
    if (text.chars().allMatch(plain)) {
      return text;
    }
    var escaped = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (plain.test(c)) {
        escaped.append(c);
      } else {
        escaped.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
      }
    }
    return escaped.toString();
  }

  private static Optional<String> unescape(String raw, boolean lenient) {
    if (raw.indexOf('%') < 0) {
      return Optional.of(raw);
    }
    var plain = new StringBuilder();
    for (var i = 0; i < raw.length(); i++) {
      var c = raw.charAt(i);
      if (c != '%') {
        plain.append(c);
        continue;
      }
      var value = i + 2 < raw.length() ? hex(raw, i + 1) : -1;
      if (value >= 0) {
        plain.append((char) value);
        i += 2;
      } else if (lenient) {
        plain.append(c);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(plain.toString());
  }

  private static int hex(String raw, int at) {
    var high = Character.digit(raw.charAt(at), 16);
    var low = Character.digit(raw.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static Optional<String> resolveDots(String path) {
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    if (!path.contains("//") && !path.contains("/.")) {
      return Optional.of(path);
    }
    var kept = new ArrayDeque<String>();
    var segments = path.substring(1).split("/", -1);
    for (var i = 0; i < segments.length; i++) {
      var last = i == segments.length - 1;
      switch (segments[i]) {
        case "", "." -> {
          if (last) {
            kept.addLast("");
          }
        }
        case ".." -> {
          if (kept.pollLast() == null) {
            return Optional.empty();
          }
          if (last) {
            kept.addLast("");
          }
        }
        default -> kept.addLast(segments[i]);
      }
    }
    return Optional.of("/" + String.join("/", kept));
  }
}
