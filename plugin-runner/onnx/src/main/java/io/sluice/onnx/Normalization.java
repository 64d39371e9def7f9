package io.sluice.onnx;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** What a text becomes before it is split into pieces. Thread-safe. */
interface Normalization {

  Mapped apply(Mapped text);

  /** One after the other. */
  record Sequence(List<Normalization> parts) implements Normalization {
    @Override
    public Mapped apply(Mapped text) {
      var mapped = text;
      for (var part : parts) {
        mapped = part.apply(mapped);
      }
      return mapped;
    }
  }

  /** Capitals become small. */
  record Lowercase() implements Normalization {
    @Override
    public Mapped apply(Mapped text) {
      var made = text.new Made();
      int i = 0;
      while (i < text.text().length()) {
        int point = text.text().codePointAt(i);
        made.append(Character.toString(point).toLowerCase(Locale.ROOT), i);
        i += Character.charCount(point);
      }
      return made.end();
    }
  }

  /** A normal form of Unicode, character by character with the marks after it. */
  record Form(Normalizer.Form form) implements Normalization {
    @Override
    public Mapped apply(Mapped text) {
      if (Normalizer.isNormalized(text.text(), form)) {
        return text;
      }
      var made = text.new Made();
      int i = 0;
      while (i < text.text().length()) {
        int end = i + Character.charCount(text.text().codePointAt(i));
        while (end < text.text().length() && continues(text.text().codePointAt(end))) {
          end += Character.charCount(text.text().codePointAt(end));
        }
        made.append(Normalizer.normalize(text.text().substring(i, end), form), i);
        i = end;
      }
      return made.end();
    }

    private static boolean continues(int point) {
      return switch (Character.getType(point)) {
        case Character.NON_SPACING_MARK,
            Character.COMBINING_SPACING_MARK,
            Character.ENCLOSING_MARK ->
            true;
        // Vowels and finals of Korean syllables written letter by letter.
        default -> point >= 0x1160 && point <= 0x11FF;
      };
    }
  }
}
