package io.sluice.compressor.layout;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the marks by which a text's author says what may be compressed.
 *
 * <p>{@code <keep>…</keep>}: what is inside stays. {@code <LLMLINGUA>…</LLMLINGUA>}, as other
 * gateways use it, and {@code <llmlingua, rate=0.4, compress=False>…</llmlingua>}, as in
 * LLMLingua's structured prompts: where one stands, only what is inside such marks may be
 * compressed. In any case of letters; not within a block of code. Of marks that are not properly
 * closed the text keeps every character: with {@code keep} from the mark to the end, with the other
 * as a whole. Linear in the text.
 */
public final class Marks {

  private final String text;
  private final List<Mark> marks;

  private final StringBuilder out = new StringBuilder();
  private final List<Region> regions = new ArrayList<>();

  private Marks(String text, List<Mark> marks) {
    this.text = text;
    this.marks = marks;
  }

  /** Returns a text without its marks, and what they say. */
  public static Marked of(String text) {
    var marks = find(text);
    if (text.isEmpty()) {
      return Marked.plain(text);
    }
    if (marks.isEmpty()) {
      return Marked.plain(text);
    }
    if (!isPaired(marks)) {
      return new Marked(text, List.of(Region.required(0, text.length())), false);
    }
    return new Marks(text, marks).read();
  }

  private static List<Mark> find(String text) {
    var marks = new ArrayList<Mark>();
    int at = text.indexOf('<');
    while (at >= 0) {
      var mark = Mark.at(text, at);
      if (mark != null) {
        marks.add(mark);
      }
      at = text.indexOf('<', mark == null ? at + 1 : mark.end());
    }
    if (!marks.isEmpty() && text.contains("```")) {
      dropThoseInCode(text, marks);
    }
    return marks;
  }

  /** An element of an XML file that somebody shows may have the same name. */
  private static void dropThoseInCode(String text, List<Mark> marks) {
    var lines = Opaque.join(text);
    var code = new BitSet();
    int next = 0;
    for (int line = 0; line < lines.count() && next < marks.size(); line++) {
      while (next < marks.size() && marks.get(next).start() < lines.end(line)) {
        boolean closed = text.startsWith("```", lines.end(line) - 3);
        boolean fenced = text.startsWith("```", lines.first(line));
        if (lines.role(line) == Role.CODE && closed && fenced) {
          code.set(next);
        }
        next++;
      }
    }
    for (int i = code.previousSetBit(marks.size()); i >= 0; i = code.previousSetBit(i - 1)) {
      marks.remove(i);
    }
  }

  /** Returns whether each mark of the other gateways opens and closes, none within another. */
  private static boolean isPaired(List<Mark> marks) {
    boolean open = false;
    for (var mark : marks) {
      if (mark.kind() == Mark.Kind.LINGUA) {
        if (mark.closing() != open || !mark.attributes().wellFormed()) {
          return false;
        }
        open = !open;
      }
    }
    return !open;
  }

  private Marked read() {
    boolean selective = marks.stream().anyMatch(mark -> mark.kind() == Mark.Kind.LINGUA);
    var pairs = keepPairs();
    int kept = 0;
    boolean unclosed = false;
    var chosen = Optional.<MarkAttributes>empty();
    int at = 0;
    for (int i = 0; i < marks.size(); i++) {
      var mark = marks.get(i);
      boolean lingua = mark.kind() == Mark.Kind.LINGUA;
      add(at, mark.start(), kept == 0 && !unclosed && (!selective || chosen.isPresent()), chosen);
      at = lingua || pairs.get(i) ? mark.end() : mark.start();
      if (lingua) {
        chosen = mark.closing() ? Optional.empty() : Optional.of(mark.attributes());
      } else if (pairs.get(i)) {
        kept += mark.closing() ? -1 : 1;
      } else {
        unclosed |= !mark.closing();
      }
    }
    add(at, text.length(), kept == 0 && !unclosed && !selective, chosen);
    return new Marked(
        out.toString(), regions, marks.stream().anyMatch(mark -> mark.kind() == Mark.Kind.LINGUA));
  }

  /** Returns which of the marks that keep have a partner; the inner ones find theirs first. */
  private BitSet keepPairs() {
    var pairs = new BitSet();
    var open = new Ints();
    for (int i = 0; i < marks.size(); i++) {
      if (marks.get(i).kind() == Mark.Kind.KEEP) {
        if (!marks.get(i).closing()) {
          open.add(i);
        } else if (open.size() > 0) {
          pairs.set(i);
          pairs.set(open.removeLast());
        }
      }
    }
    return pairs;
  }

  private void add(int from, int to, boolean inside, Optional<MarkAttributes> attributes) {
    if (from >= to) {
      return;
    }
    boolean compressible = inside && attributes.map(MarkAttributes::compress).orElse(true);
    var rate = compressible ? attributes.flatMap(MarkAttributes::rate) : Optional.<Double>empty();
    Set<String> tokens =
        compressible ? attributes.map(MarkAttributes::forceTokens).orElse(Set.of()) : Set.of();
    int start = out.length();
    out.append(text, from, to);
    var region = new Region(start, out.length(), compressible, rate, tokens);
    if (!regions.isEmpty() && regions.getLast().isLike(region)) {
      var before = regions.removeLast();
      region = new Region(before.start(), region.end(), compressible, rate, tokens);
    }
    regions.add(region);
  }
}
