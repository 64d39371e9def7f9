package io.sluice.redis.answers;

import io.sluice.exchange.cache.EntryId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells which entries changed.
 *
 * @param number one more than that of the message before; 0 for what stands before the first
 */
record Message(MessageId id, long number, List<EntryId> changed) {

  /** Before every message. */
  static final Message NONE = new Message(MessageId.ZERO, 0, List.of());

  /** No message's: after one that is not ours, the next seems to be missing. */
  private static final long UNKNOWN = -1;

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final int FIELDS = 4;
  private static final int DIGITS = 32;

  /** Reads the answer to XREAD of one stream. */
  static List<Message> read(@Nullable Object answer) {
    var messages = new ArrayList<Message>();
    if (answer != null) {
      var stream = (List<?>) ((List<?>) answer).getFirst();
      for (var message : (List<?>) stream.get(1)) {
        messages.add(message((List<?>) message));
      }
    }
    return messages;
  }

  private static Message message(List<?> parts) {
    var fields = (List<?>) parts.get(1);
    return fields.size() == FIELDS
        ? new Message(MessageId.of(parts.get(0)), number(fields.get(1)), ids(fields.get(3)))
        : new Message(MessageId.of(parts.get(0)), UNKNOWN, List.of());
  }

  /** Reads the answer of the script message.lua. */
  static Message position(@Nullable Object answer) {
    if (answer instanceof List<?> parts) {
      long number = parts.size() == 2 ? number(parts.get(1)) : UNKNOWN;
      return new Message(MessageId.of(parts.get(0)), number, List.of());
    }
    return NONE;
  }

  private static long number(Object field) {
    var text = text(field);
    return NUMBER.matcher(text).matches() ? Long.parseLong(text) : UNKNOWN;
  }

  private static List<EntryId> ids(Object field) {
    var text = text(field);
    return IntStream.range(0, text.length() / DIGITS)
        .mapToObj(i -> text.substring(i * DIGITS, (i + 1) * DIGITS))
        .filter(EntryId::isValid)
        .map(EntryId::new)
        .toList();
  }

  private static String text(Object field) {
    return new String((byte[]) field, StandardCharsets.US_ASCII);
  }
}
