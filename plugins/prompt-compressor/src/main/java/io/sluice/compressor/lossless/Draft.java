package io.sluice.compressor.lossless;

import io.sluice.compressor.json.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text while it is worked on: the one place where it is changed, and where what is kept is safe.
 *
 * <p>A step asks for changes in ascending order; {@link #commit} makes them.
 */
final class Draft {

  private record Change(int start, int end, String with) {}

  private String text;
  private List<Span> kept;
  private List<Change> changes = new ArrayList<>();
  private @Nullable Lines lines;

  Draft(TextToShrink source) {
    this.text = source.text();
    this.kept = source.kept();
  }

  String text() {
    return text;
  }

  /** Returns the lines of the text as it is, without the changes that are only asked for. */
  Lines lines() {
    var known = lines;
    if (known == null) {
      known = Lines.of(text);
      lines = known;
    }
    return known;
  }

  /** Returns whether nothing of the text may change. */
  boolean isFixed() {
    return kept.size() == 1 && kept.getFirst().length() == text.length();
  }

  /** Returns whether nothing between these indices is kept. */
  boolean isFree(int start, int end) {
    int low = 0;
    int high = kept.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (kept.get(middle).end() <= start) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == kept.size() || kept.get(low).start() >= end;
  }

  /** Asks for a stretch to go. */
  void delete(int start, int end) {
    replace(start, end, "");
  }

  /** Asks for another wording of a stretch; nothing happens where it is kept. */
  void replace(int start, int end, String with) {
    boolean after = changes.isEmpty() || changes.getLast().end <= start;
    if (after && isFree(start, end)) {
      changes.add(new Change(start, end, with));
    }
  }

  /** Returns what the text would be with what is asked for. */
  String preview() {
    var to = new StringBuilder(text.length());
    int from = 0;
    for (var change : changes) {
      to.append(text, from, change.start).append(change.with);
      from = change.end;
    }
    return to.append(text, from, text.length()).toString();
  }

  /** Forgets what was asked for. */
  void forget() {
    changes.clear();
  }

  /** Makes the changes that were asked for. Returns whether there were any. */
  boolean commit() {
    if (changes.isEmpty()) {
      return false;
    }
    String changed = preview();
    kept = moved();
    text = changed;
    lines = null;
    changes = new ArrayList<>();
    return true;
  }

  private List<Span> moved() {
    var moved = new ArrayList<Span>(kept.size());
    int next = 0;
    int shift = 0;
    for (var span : kept) {
      while (next < changes.size() && changes.get(next).end <= span.start()) {
        var change = changes.get(next++);
        shift += change.with.length() - (change.end - change.start);
      }
      moved.add(new Span(span.start() + shift, span.end() + shift));
    }
    return moved;
  }

  TextToShrink result() {
    return new TextToShrink(text, kept);
  }
}
