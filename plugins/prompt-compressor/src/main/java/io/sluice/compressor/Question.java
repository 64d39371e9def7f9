package io.sluice.compressor;

import io.sluice.compressor.text.TokenEstimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a text says what is asked for, and what that is.
 *
 * <p>People put the request before what it is about, or after it: of a long text the first and the
 * last paragraph are taken to be it where they are short enough (the first, where the last asks for
 * something, only if it is as short as an instruction), and so is what is known to be a person's
 * words.
 *
 * @param words what is asked for, as the rest is scored by it; empty: nobody asks
 * @param places of the text that are not touched, ascending and apart
 */
record Question(String words, List<Place> places) {

  /** Characters from start to end, at least one. */
  record Place(int start, int end) {

    String of(String text) {
      return text.substring(start, end);
    }
  }

  /** As long as instructions before or after a document are; in characters. */
  static final int LONGEST = 800;

  /** As long as instructions are before a text that is followed by a question. */
  private static final int MOST_TOKENS_BESIDE = 75;

  /** Of a last paragraph that is longer, its end. */
  private static final int LONGEST_TAIL = 400;

  private static final int LONGEST_NAME = 60;

  private static final String QUESTION_MARKS = "?\uff1f\u061f\u037e";

  private static final String SENTENCE_ENDS = ".!\u3002\uff01\u0964" + QUESTION_MARKS;

  /** What begins or ends a table, a tag, a heading, a fence or JSON rather than a request. */
  private static final String STRUCTURE = "<>{}[]|#`";

  Question {
    places = List.copyOf(places);
  }

  /**
   * Finds it.
   *
   * @param text of the user's last message
   * @param asked a person's words, as far as they are known from what clients wrap around them; may
   *     be the text itself, or stand elsewhere
   */
  static Question in(String text, String asked) {
    if (text.length() <= LONGEST) {
      return whole(text);
    }
    var places = new ArrayList<Place>();
    first(text).ifPresent(places::add);
    int from = places.isEmpty() ? 0 : places.getFirst().end();
    last(text, from).ifPresent(places::add);
    if (places.size() == 2
        && TokenEstimate.of(places.getFirst().of(text)) > MOST_TOKENS_BESIDE
        && asks(places.getLast().of(text))) {
      places.removeFirst();
    }
    int known = asked.isBlank() || asked.length() > LONGEST ? -1 : text.lastIndexOf(asked);
    if (known >= 0) {
      places.add(new Place(known, known + asked.length()));
      return new Question(asked.strip(), apart(places));
    }
    return new Question(words(text, places), places);
  }

  /** A text that is nothing else. */
  static Question whole(String text) {
    var places = text.isEmpty() ? List.<Place>of() : List.of(new Place(0, text.length()));
    return new Question(plain(text), places);
  }

  /** What asks by its form, the last of it; else everything. */
  private static String words(String text, List<Place> places) {
    for (var place : places.reversed()) {
      if (asks(place.of(text))) {
        return plain(place.of(text));
      }
    }
    return places.stream().map(place -> plain(place.of(text))).collect(Collectors.joining("\n"));
  }

  private static boolean asks(String words) {
    return words.chars().anyMatch(c -> QUESTION_MARKS.indexOf(c) >= 0)
        || !withoutLabel(words.strip()).equals(words.strip());
  }

  private static Optional<Place> first(String text) {
    int start = 0;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    if (start == text.length() || STRUCTURE.indexOf(text.charAt(start)) >= 0) {
      return Optional.empty();
    }
    int end = text.indexOf("\n\n", start);
    if (end < 0 || end - start > LONGEST) {
      end = text.indexOf('\n', start);
    }
    boolean asks =
        end >= 0
            && end - start <= LONGEST
            && !Retrieved.is(text.substring(start, end))
            && !isTurn(text, start, end);
    return asks ? Optional.of(new Place(start, end)) : Optional.empty();
  }

  /** Whoever speaks again later is a part of a conversation that is shown. */
  private static boolean isTurn(String text, int start, int end) {
    int colon = text.indexOf(':', start);
    return colon > start
        && colon < Math.min(end, start + LONGEST_NAME)
        && text.indexOf("\n" + text.substring(start, colon + 1), end) >= 0;
  }

  private static Optional<Place> last(String text, int from) {
    int end = text.length();
    while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    if (end == from || STRUCTURE.indexOf(text.charAt(end - 1)) >= 0) {
      return Optional.empty();
    }
    int start = Math.max(from, text.lastIndexOf("\n\n", end - 1) + 2);
    if (end - start > LONGEST) {
      start = Math.max(from, text.lastIndexOf('\n', end - 1) + 1);
    }
    if (end - start > LONGEST) {
      start = sentence(text, end);
    }
    return start >= end ? Optional.empty() : Optional.of(new Place(start, end));
  }

  /** Where the earliest sentence begins that leaves no more than the longest tail. */
  private static int sentence(String text, int end) {
    for (int i = end - LONGEST_TAIL; i < end - 1; i++) {
      boolean ends = SENTENCE_ENDS.indexOf(text.charAt(i)) >= 0;
      if (ends && (text.charAt(i) > 0xff || Character.isWhitespace(text.charAt(i + 1)))) {
        return i + 1;
      }
    }
    return end;
  }

  /** Without labels, which say nothing of what is asked for. */
  private static String plain(String words) {
    return words
        .strip()
        .lines()
        .map(line -> withoutLabel(line.strip()))
        .filter(line -> !line.isBlank())
        .collect(Collectors.joining("\n"));
  }

  private static String withoutLabel(String line) {
    int colon = line.indexOf(':');
    boolean label = colon >= 0 && colon < 24 && line.chars().limit(colon).noneMatch(c -> c == ',');
    return label && line.lastIndexOf(' ', colon) < 0 ? line.substring(colon + 1).strip() : line;
  }

  private static List<Place> apart(List<Place> places) {
    var apart = new ArrayList<Place>();
    places.stream()
        .sorted(Comparator.comparingInt(Place::start))
        .forEach(place -> {
          if (!apart.isEmpty() && place.start() <= apart.getLast().end()) {
            var before = apart.removeLast();
            apart.add(new Place(before.start(), Math.max(before.end(), place.end())));
          } else {
            apart.add(place);
          }
        });
    return apart;
  }
}
