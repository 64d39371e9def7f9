package io.sluice.compressor.layout;

import java.util.List;

/**
 * A text without the marks that its author set, and what they ask for.
 *
 * @param regions ascending, without gaps, and together the whole text; none where it is empty
 * @param selects whether only what is inside marks may be compressed
 */
public record Marked(String text, List<Region> regions, boolean selects) {

  public Marked {
    regions = List.copyOf(regions);
  }

  /** Returns a text whose author asked for nothing. */
  public static Marked plain(String text) {
    var regions =
        text.isEmpty() ? List.<Region>of() : List.of(Region.compressible(0, text.length()));
    return new Marked(text, regions, false);
  }

  /** Returns whether the author asked for anything. */
  public boolean isPlain() {
    return regions.isEmpty() || regions.equals(List.of(Region.compressible(0, text.length())));
  }

  /** Returns whether nothing may be left out. */
  public boolean isRequired() {
    return regions.stream().noneMatch(Region::compressible);
  }

  /** Without content. */
  @Override
  public String toString() {
    return "Marked" + regions;
  }
}
