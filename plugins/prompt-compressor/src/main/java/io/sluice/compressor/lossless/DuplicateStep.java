package io.sluice.compressor.lossless;

import io.sluice.compressor.lossless.Segment.Role;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * A passage that stood in the request before, in the same text or another, as a reference to it.
 *
 * <p>A passage is a run of sentences, lines and whole blocks of at least {@value #MINIMUM} tokens
 * that follow each other in both places. Of two near-duplicates what is the same goes and what
 * differs stays, so no number, name or negation is lost; see {@link Canonical} for what is the
 * same. Code, tables and JSON go as whole blocks only, and only if written alike. The first stays,
 * and so does what is kept. A signature (after a line {@code --}) goes however short it is.
 */
final class DuplicateStep implements Step {

  private static final int MINIMUM = 40;

  private final DuplicateMark mark;
  private final ToIntFunction<String> size;

  DuplicateStep(DuplicateMark mark, ToIntFunction<String> size) {
    this.mark = mark;
    this.size = size;
  }

  @Override
  public boolean apply(List<Draft> drafts) {
    new Search(drafts).run();
    boolean changed = false;
    for (var draft : drafts) {
      if (draft.preview().isBlank()) {
        draft.forget();
      }
      changed |= draft.commit();
    }
    return changed;
  }

  /** Through the texts of one request. */
  private final class Search {

    private final List<Draft> drafts;
    private final Canonical canonical = new Canonical();
    private final List<Segment> segments;
    private final Map<Long, Integer> first = new HashMap<>();
    private final BitSet gone = new BitSet();

    Search(List<Draft> drafts) {
      this.drafts = drafts;
      var reader = new SegmentReader(mark, canonical);
      for (int i = 0; i < drafts.size(); i++) {
        reader.read(i, drafts.get(i));
      }
      this.segments = new ArrayList<>(reader.found());
    }

    void run() {
      int i = 0;
      while (i < segments.size()) {
        var segment = segments.get(i);
        int length = 0;
        if (segment.role() != Role.BARRIER) {
          Integer earlier = first.putIfAbsent(segment.hash(), i);
          length = earlier == null ? 0 : length(earlier, i);
        }
        i += length > 0 && goes(i, length) ? length : 1;
      }
    }

    /** Returns how many segments from {@code later} on repeat those from {@code earlier} on. */
    private int length(int earlier, int later) {
      int length = 0;
      while (earlier + length < later
          && later + length < segments.size()
          && !gone.get(earlier + length)
          && isNextTo(earlier, length)
          && isNextTo(later, length)
          && mayGo(segments.get(later + length))
          && same(segments.get(earlier + length), segments.get(later + length))) {
        length++;
      }
      return length;
    }

    private boolean isNextTo(int start, int length) {
      return segments.get(start).draft() == segments.get(start + length).draft();
    }

    private boolean mayGo(Segment segment) {
      return (segment.role() == Role.PASSAGE || segment.role() == Role.SIGNATURE)
          && drafts.get(segment.draft()).isFree(segment.start(), segment.end());
    }

    private boolean same(Segment a, Segment b) {
      return a.hash() == b.hash()
          && a.role() != Role.BARRIER
          && a.exact() == b.exact()
          && canonical(a).equals(canonical(b));
    }

    private String canonical(Segment segment) {
      String text = drafts.get(segment.draft()).text();
      return canonical.of(text, segment.start(), segment.end(), segment.exact());
    }

    private boolean goes(int from, int length) {
      var draft = drafts.get(segments.get(from).draft());
      int start = segments.get(from).start();
      int end = segments.get(from + length - 1).end();
      String passage = draft.text().substring(start, end);
      String with = mark.of(draft.text(), start, end);
      int tokens = size.applyAsInt(passage);
      boolean enough = tokens >= MINIMUM || segments.get(from).role() == Role.SIGNATURE;
      if (!enough || size.applyAsInt(with) >= tokens || !draft.isFree(start, end)) {
        return false;
      }
      draft.replace(start, end, with);
      gone.set(from, from + length);
      return true;
    }
  }
}
