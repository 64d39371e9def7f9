package io.sluice.compressor.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tags that stand around documents and other parts of a prompt, each with its partner.
 *
 * <p>A tag opens at the beginning of a line and closes at the beginning or the end of one; other
 * tags are text.
 */
final class Tags {

  /** Tags that tell of what follows when they have a short content. */
  private static final Set<String> META =
      Set.of(
          "title",
          "source",
          "url",
          "link",
          "author",
          "date",
          "id",
          "name",
          "filename",
          "file",
          "path",
          "index",
          "score",
          "type",
          "page",
          "metadata",
          "heading",
          "subject");

  private static final int LONGEST_TAG = 300;
  private static final int LONGEST_META = 200;

  /** How many open tags are looked through for the partner of one that closes. */
  private static final int DEEPEST = 64;

  private final Lines lines;
  private final List<Tag> open = new ArrayList<>();

  private record Tag(int start, int end, String name) {}

  /** A tag that has a partner, or two with what is between. */
  record Cut(int start, int end, Role role) {}

  private final List<Cut> cuts = new ArrayList<>();

  private Tags(Lines lines) {
    this.lines = lines;
  }

  /** Returns where lines are to be cut, ascending. */
  static List<Cut> in(Lines lines) {
    if (lines.text().indexOf("</") < 0) {
      return List.of();
    }
    return new Tags(lines).find();
  }

  private List<Cut> find() {
    for (int line = 0; line < lines.count(); line++) {
      if (lines.isPlain(line) && (lines.head(line) == '<' || lines.tail(line) == '>')) {
        read(lines.first(line), lines.end(line));
      }
    }
    var found = cuts.toArray(Cut[]::new);
    Arrays.sort(found, (a, b) -> Integer.compare(a.start(), b.start()));
    return withoutInner(found);
  }

  /** Within a tag with its short content there is nothing to cut. */
  private static List<Cut> withoutInner(Cut[] found) {
    var outer = new ArrayList<Cut>();
    int behind = 0;
    for (var cut : found) {
      if (cut.start() >= behind) {
        outer.add(cut);
        behind = cut.end();
      }
    }
    return outer;
  }

  private void read(int first, int end) {
    var text = lines.text();
    int at = first;
    while (at < end && text.charAt(at) == '<') {
      int behind = read(at, end, true);
      if (behind == 0) {
        break;
      }
      at = Space.skip(text, behind, end);
    }
    if (at < end && text.charAt(end - 1) == '>') {
      int last = text.lastIndexOf('<', end - 1);
      if (last >= at && last + 1 < end && text.charAt(last + 1) == '/') {
        read(last, end, false);
      }
    }
  }

  /** Reads the tag that begins at a place; returns the index behind it, or 0. */
  private int read(int at, int end, boolean opening) {
    var text = lines.text();
    boolean closing = at + 1 < end && text.charAt(at + 1) == '/';
    int name = at + (closing ? 2 : 1);
    int nameEnd = name;
    while (nameEnd < end && isNamed(text.charAt(nameEnd), nameEnd == name)) {
      nameEnd++;
    }
    int close = nameEnd;
    while (close < end && close - at < LONGEST_TAG && "<>".indexOf(text.charAt(close)) < 0) {
      close++;
    }
    if (nameEnd == name
        || close == end
        || text.charAt(close) != '>'
        || text.charAt(close - 1) == '/'
        || (nameEnd < close && !Space.is(text.charAt(nameEnd)))) {
      return 0;
    }
    var tag = new Tag(at, close + 1, text.substring(name, nameEnd).toLowerCase(Locale.ROOT));
    if (!closing) {
      if (opening) {
        open.add(tag);
      }
      return opening ? tag.end() : 0;
    }
    return pair(tag) ? tag.end() : 0;
  }

  private static boolean isNamed(char c, boolean first) {
    return Character.isLetter(c)
        || (!first && (Character.isDigit(c) || c == '_' || c == '-' || c == ':' || c == '.'));
  }

  private boolean pair(Tag closing) {
    for (int i = open.size() - 1; i >= Math.max(0, open.size() - DEEPEST); i--) {
      var opening = open.get(i);
      if (opening.name().equals(closing.name())) {
        open.subList(i, open.size()).clear();
        boolean meta =
            META.contains(opening.name())
                && closing.start() - opening.end() <= LONGEST_META
                && Space.lineFeeds(lines.text(), opening.end(), closing.start()) == 0;
        if (meta) {
          cuts.add(new Cut(opening.start(), closing.end(), Role.META));
        } else {
          cuts.add(new Cut(opening.start(), opening.end(), Role.OPEN_TAG));
          cuts.add(new Cut(closing.start(), closing.end(), Role.CLOSE_TAG));
        }
        return true;
      }
    }
    return false;
  }

  /** Returns what the attributes of a tag say. */
  static String says(String text, int from, int to) {
    int at = from;
    while (at < to && !Space.is(text.charAt(at))) {
      at++;
    }
    return at == to ? "" : text.substring(at + 1, to - 1).strip();
  }

  /** Returns what stands between two tags. */
  static String content(String text, int from, int to) {
    return text.substring(text.indexOf('>', from) + 1, text.lastIndexOf('<', to - 1)).strip();
  }
}
