package io.sluice.exchange;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Something that a request may need of a model, and that not every model can. */
public enum Ability {
  /** It may be offered functions to call. */
  TOOLS,
  /** It reads images. */
  VISION,
  /** It reads or writes sound. */
  AUDIO,
  /** It answers in JSON of a given schema, or in JSON at all. */
  JSON_SCHEMA,
  /** It answers while it writes. */
  STREAMING;

  /** By their words in a catalog. */
  static final Map<String, Ability> WORDS =
      new TreeMap<>(
          Map.of(
              "tools", TOOLS,
              "vision", VISION,
              "audio", AUDIO,
              "json_schema", JSON_SCHEMA,
              "streaming", STREAMING));

  /** Returns its word in a catalog. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
