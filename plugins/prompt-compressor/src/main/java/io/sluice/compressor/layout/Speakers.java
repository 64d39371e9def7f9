package io.sluice.compressor.layout;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Whether a text is a conversation, and who speaks in which line.
 *
 * <p>{@code Ann: Yes}, {@code [10:32] Ann: Yes}, {@code 10:32 <ann> Yes}, {@code **Ann:** Yes}. A
 * conversation has at least three turns, and its speakers speak more than once.
 */
final class Speakers {

  private static final Set<String> ROLES =
      Set.of(
          """
          user assistant human ai bot agent customer system tool model q a interviewer speaker
          用户 助手 客服 问 答 пользователь ассистент المستخدم المساعد उपयोगकर्ता सहायक\
          """
              .split("\\s+", -1));

  private static final int LONGEST_NAME = 40;
  private static final int MOST_WORDS = 5;
  private static final int FEWEST_TURNS = 3;

  /** In characters, on average; shorter ones are values of keys, unless a time stands before. */
  private static final int SHORT_TURN = 20;

  private final Lines lines;
  private final Map<String, Integer> turns = new HashMap<>();
  private int count;
  private int timed;
  private long length;

  /** Whether a turn has a time before it, and other names are none. */
  private boolean timedOnly;

  /** Of the line read last. */
  private int nameStart;

  private int nameEnd;
  private boolean hasTime;

  private Speakers(Lines lines) {
    this.lines = lines;
  }

  /** Returns who speaks in a conversation, or nobody. */
  static Speakers in(Lines lines) {
    var speakers = new Speakers(lines);
    for (int line = 0; line < lines.count(); line++) {
      if (lines.isPlain(line)) {
        speakers.count(line);
      }
    }
    if (!speakers.isConversation()) {
      speakers.turns.clear();
    }
    return speakers;
  }

  /** Returns where the name of who speaks in a line ends, colon included, or 0 if nobody does. */
  int end(int line) {
    if (turns.isEmpty()) {
      return 0;
    }
    int end = read(line);
    return end > 0 && (hasTime || !timedOnly) && turns.containsKey(name()) ? end : 0;
  }

  private void count(int line) {
    int end = read(line);
    if (end > 0
        && !LogBlock.hasLevel(lines, line)
        && !Fields.isKey(name().toLowerCase(Locale.ROOT))) {
      turns.merge(name(), 1, Integer::sum);
      count++;
      timed += hasTime ? 1 : 0;
      length += lines.end(line) - end;
    }
  }

  private boolean isConversation() {
    if (count < FEWEST_TURNS) {
      return false;
    }
    var roles = new HashSet<String>();
    turns.keySet().forEach(name -> roles.add(name.toLowerCase(Locale.ROOT)));
    roles.retainAll(ROLES);
    if (roles.size() > 1) {
      return true;
    }
    timedOnly = timed >= FEWEST_TURNS;
    if (timedOnly) {
      return true;
    }
    // A name that comes once is no speaker but the beginning of a sentence with a colon.
    turns.values().removeIf(times -> times < 2);
    int repeated = turns.values().stream().mapToInt(Integer::intValue).sum();
    return repeated >= FEWEST_TURNS && 2 * repeated >= count && length >= (long) SHORT_TURN * count;
  }

  private String name() {
    return lines.text().substring(nameStart, nameEnd);
  }

  /** Finds a name in a line; returns the index behind its colon or bracket, or 0. */
  private int read(int line) {
    var text = lines.text();
    int end = Math.min(lines.end(line), lines.first(line) + 2 * LONGEST_NAME);
    int time = Stamp.end(text, lines.first(line), end);
    hasTime = time > 0;
    int at = Space.skip(text, hasTime ? time : lines.first(line), end);
    if (hasTime && at + 1 < end && text.charAt(at) == '-') {
      at = Space.skip(text, at + 1, end);
    }
    if (at < end && text.charAt(at) == '<') {
      int close = text.indexOf('>', at);
      nameStart = at + 1;
      nameEnd = close;
      return close > at + 1 && close < end && isName() ? close + 1 : 0;
    }
    int stars = text.startsWith("**", at) ? 2 : 0;
    nameStart = at + stars;
    int colon = nameStart;
    while (colon < end && text.charAt(colon) != ':' && text.charAt(colon) != '：') {
      colon++;
    }
    if (colon == end) {
      return 0;
    }
    nameEnd = stars > 0 && text.startsWith("**", colon - 2) ? colon - 2 : colon;
    int behind = colon + 1;
    if (stars > 0 && nameEnd == colon) {
      if (!text.startsWith("**", behind)) {
        return 0;
      }
      behind += 2;
    }
    boolean apart =
        behind >= lines.end(line) || Space.is(text.charAt(behind)) || text.charAt(colon) == '：';
    return apart && isName() ? behind : 0;
  }

  private boolean isName() {
    if (nameEnd <= nameStart || nameEnd - nameStart > LONGEST_NAME) {
      return false;
    }
    int words = 1;
    for (int at = nameStart; at < nameEnd; at++) {
      char c = lines.text().charAt(at);
      if (c == ' ') {
        words++;
      } else if (!Character.isLetterOrDigit(c)
          && "._-'’()&#@/".indexOf(c) < 0
          && !Character.isSurrogate(c)
          && Character.getType(c) != Character.NON_SPACING_MARK
          && Character.getType(c) != Character.COMBINING_SPACING_MARK) {
        return false;
      }
    }
    return words <= MOST_WORDS && Character.isLetterOrDigit(lines.text().charAt(nameStart));
  }
}
