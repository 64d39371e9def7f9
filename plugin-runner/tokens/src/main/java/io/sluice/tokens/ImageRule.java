package io.sluice.tokens;

/**
 * How many tokens an image costs. Where its size is not known, as with a URL, it is taken for the
 * largest that the model reads.
 */
enum ImageRule {
  /** No images: what comes is counted as the dearest of GPT-4o. */
  NONE(85, 170),
  TILES_85_170(85, 170),
  TILES_2833_5667(2833, 5667),
  TILES_70_140(70, 140),
  TILES_75_150(75, 150),
  TILES_65_129(65, 129),
  PATCHES_1_62(1.62, 1536),
  PATCHES_1_72(1.72, 1536),
  PATCHES_2_46(2.46, 1536),
  PATCHES_2500(1.2, 2500),
  CLAUDE(1568, 1600, 750),
  CLAUDE_LARGE(2576, 4784, 750),
  GEMINI(0, 1120, 0),
  /** One token per 28 by 28 pixels, as with Mistral, Qwen and most others. */
  SQUARES(2048, 2048, 784);

  private enum Kind {
    TILES,
    PATCHES,
    AREA,
    GEMINI
  }

  private static final int PATCH = 32;
  private static final int GEMINI_TILE = 768;
  private static final int GEMINI_TILE_TOKENS = 258;

  private final Kind kind;
  private final int base;
  private final int perTile;
  private final double factor;
  private final int most;
  private final int edge;

  ImageRule(int base, int perTile) {
    this(Kind.TILES, base, perTile, 0, 0, 0);
  }

  ImageRule(double factor, int most) {
    this(Kind.PATCHES, 0, 0, factor, most, 0);
  }

  /**
   * @param edge to which the longer side is scaled down
   * @param most tokens of an image
   * @param pixels of a token
   */
  ImageRule(int edge, int most, int pixels) {
    this(pixels == 0 ? Kind.GEMINI : Kind.AREA, 0, 0, pixels, most, edge);
  }

  ImageRule(Kind kind, int base, int perTile, double factor, int most, int edge) {
    this.kind = kind;
    this.base = base;
    this.perTile = perTile;
    this.factor = factor;
    this.most = most;
    this.edge = edge;
  }

  /**
   * @param low whether the client asked for low detail
   */
  long tokens(ImageSize size, boolean low) {
    return switch (kind) {
      case TILES -> low ? base : base + (long) perTile * tiles(size);
      case PATCHES ->
          // Low detail is an image of 512 by 512.
          (long) Math.ceil(factor * (low ? 256 : patches(size.isKnown() ? size : LARGE)));
      case AREA -> size.isKnown() ? area(size) : most;
      case GEMINI -> size.isKnown() ? gemini(size) : most;
    };
  }

  private static final ImageSize LARGE = new ImageSize(4096, 4096);

  /** Scaled to fit 2048 by 2048, then to a shorter side of 768, then cut into 512s. */
  private static long tiles(ImageSize size) {
    if (!size.isKnown()) {
      return 8;
    }
    double fit = Math.min(1, 2048.0 / Math.max(size.width(), size.height()));
    double shorter = Math.min(size.width(), size.height()) * fit;
    double scale = fit * Math.min(1, 768 / shorter);
    return (long) (Math.ceil(size.width() * scale / 512) * Math.ceil(size.height() * scale / 512));
  }

  private long patches(ImageSize size) {
    long whole = ceil(size.width(), PATCH) * ceil(size.height(), PATCH);
    if (whole <= most) {
      return whole;
    }
    double scale =
        Math.sqrt((double) PATCH * PATCH * most / ((double) size.width() * size.height()));
    double across = size.width() * scale / PATCH;
    double down = size.height() * scale / PATCH;
    // Shrunk once more, so that one side has a whole number of patches.
    double again = Math.min(Math.floor(across) / across, Math.floor(down) / down);
    return Math.min(most, (long) (Math.ceil(across * again) * Math.ceil(down * again)));
  }

  private long area(ImageSize size) {
    double scale = Math.min(1, (double) edge / Math.max(size.width(), size.height()));
    double pixels = size.width() * scale * size.height() * scale;
    return Math.clamp((long) Math.ceil(pixels / factor), 1, most);
  }

  private static long gemini(ImageSize size) {
    return Math.max(size.width(), size.height()) <= GEMINI_TILE / 2
        ? GEMINI_TILE_TOKENS
        : GEMINI_TILE_TOKENS * ceil(size.width(), GEMINI_TILE) * ceil(size.height(), GEMINI_TILE);
  }

  private static long ceil(int pixels, int part) {
    return Math.ceilDiv(pixels, part);
  }
}
