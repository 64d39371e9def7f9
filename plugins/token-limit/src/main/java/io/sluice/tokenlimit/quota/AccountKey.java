package io.sluice.tokenlimit.quota;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an account's key tells, such as {@code finance/usd/day@UTC|consumer=alice}.
 *
 * @param budget its name
 * @param subject whose account it is, by name in the dimensions that the budget is kept per; a name
 *     too long for a key is there as a digest
 */
public record AccountKey(String budget, Map<Dimension, String> subject) {

  public AccountKey {
    var copy = new EnumMap<Dimension, String>(Dimension.class);
    copy.putAll(subject);
    subject = Collections.unmodifiableMap(copy);
  }

  /** Returns the key of a party's account. */
  static String text(String prefix, Set<Dimension> per, Party party) {
    var key = new StringBuilder(prefix);
    for (var dimension : per) {
      var name = dimension.given(party);
      key.append('|').append(dimension.word()).append('=');
      key.append(name.isEmpty() ? dimension.unnamed() : KeyName.encode(name));
    }
    return key.toString();
  }

  /** Reads a key; empty when no budget makes such. */
  public static Optional<AccountKey> parse(String key) {
    var parts = key.split("\\|", -1);
    int end = parts[0].indexOf('/');
    if (end < 1) {
      return Optional.empty();
    }
    var subject = new EnumMap<Dimension, String>(Dimension.class);
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      var dimension = Dimension.WORDS.get(parts[i].substring(0, Math.max(0, equals)));
      var name = KeyName.decode(parts[i].substring(equals + 1));
      if (dimension == null || name.isEmpty() || subject.put(dimension, name.get()) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new AccountKey(parts[0].substring(0, end), subject));
  }
}
