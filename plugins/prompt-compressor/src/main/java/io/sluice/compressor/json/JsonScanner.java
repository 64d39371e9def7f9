package io.sluice.compressor.json;

/**
 * Reads one value at a time from a text, strictly by RFC 8259, to a depth of at most {@value
 * #MAX_DEPTH}.
 *
 * <p>Not thread-safe. Linear in what it reads.
 */
final class JsonScanner {

  /** Containers within each other. Deeper ones count as invalid: nobody writes them in earnest. */
  static final int MAX_DEPTH = 512;

  /** Told what is read, values before what they hold. */
  interface Listener {
    /** Told nothing. */
    Listener NONE =
        new Listener() {
          @Override
          public int begin(int start, int keyStart, int keyEnd) {
            return 0;
          }

          @Override
          public void end(int value, int end) {}
        };

    /** A value begins. Returns its number, for {@link #end}. */
    int begin(int start, int keyStart, int keyEnd);

    /** A value ends before {@code end}. */
    void end(int value, int end);
  }

  private final String text;
  private final int limit;
  private final Listener listener;
  private final int[] open = new int[MAX_DEPTH];
  private int depth;
  private int position;

  JsonScanner(String text, int limit, Listener listener) {
    this.text = text;
    this.limit = limit;
    this.listener = listener;
  }

  /** Returns the index after the value that begins at {@code start}, or -1. */
  int read(int start) {
    depth = 0;
    position = start;
    return value(-1, -1) ? position : -1;
  }

  /** Returns how many containers were open where the last reading failed. */
  int openContainers() {
    return depth;
  }

  /** Returns where the container began that was open at a depth from 0 when reading failed. */
  int openContainer(int at) {
    return open[at];
  }

  private boolean value(int keyStart, int keyEnd) {
    if (position >= limit) {
      return false;
    }
    return switch (JsonKind.beginningWith(text.charAt(position))) {
      case OBJECT -> container('}', keyStart, keyEnd);
      case ARRAY -> container(']', keyStart, keyEnd);
      case STRING -> scalar(JsonLexer.string(text, position, limit), keyStart, keyEnd);
      case LITERAL -> scalar(JsonLexer.literal(text, position, limit), keyStart, keyEnd);
      case NUMBER -> scalar(JsonLexer.number(text, position, limit), keyStart, keyEnd);
    };
  }

  private boolean scalar(int end, int keyStart, int keyEnd) {
    if (end < 0) {
      return false;
    }
    listener.end(listener.begin(position, keyStart, keyEnd), end);
    position = end;
    return true;
  }

  private boolean container(char close, int keyStart, int keyEnd) {
    if (depth == MAX_DEPTH) {
      return false;
    }
    open[depth++] = position;
    int number = listener.begin(position, keyStart, keyEnd);
    position++;
    if (!elements(close)) {
      return false;
    }
    listener.end(number, position);
    depth--;
    return true;
  }

  /** Reads to the closing bracket and past it. */
  private boolean elements(char close) {
    if (next() == close) {
      position++;
      return true;
    }
    while (close == '}' ? member() : value(-1, -1)) {
      char c = next();
      if (c == close) {
        position++;
        return true;
      }
      if (c != ',') {
        return false;
      }
      position++;
      next();
    }
    return false;
  }

  private boolean member() {
    int keyStart = position;
    int keyEnd = next() == '"' ? JsonLexer.string(text, position, limit) : -1;
    if (keyEnd < 0) {
      return false;
    }
    position = keyEnd;
    if (next() != ':') {
      return false;
    }
    position++;
    next();
    return value(keyStart, keyEnd);
  }

  /** Goes to the next character that is not blank; returns it, NUL at the end. */
  private char next() {
    position = JsonLexer.skipBlank(text, position, limit);
    return position < limit ? text.charAt(position) : 0;
  }
}
