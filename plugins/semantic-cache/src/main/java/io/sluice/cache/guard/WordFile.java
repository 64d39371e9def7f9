package io.sluice.cache.guard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A word list of this program: lines of UTF-8; what follows a # at a line's start is a remark. */
final class WordFile {

  private WordFile() {}

  /** Returns the lines that say something, trimmed. */
  static List<String> lines(String name) {
    var stream = WordFile.class.getResourceAsStream(name);
    if (stream == null) {
      throw new IllegalStateException("no word list " + name);
    }
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns every word of the list. */
  static Stream<String> words(String name) {
    return lines(name).stream().flatMap(line -> split(line, ' ').stream());
  }

  /** Splits at a character, drops what is empty. */
  static List<String> split(String line, char separator) {
    return Arrays.stream(line.split(java.util.regex.Pattern.quote(String.valueOf(separator)), -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
