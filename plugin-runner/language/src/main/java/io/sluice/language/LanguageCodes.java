package io.sluice.language;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Codes of languages: of two letters where there is one. */
final class LanguageCodes {

  /** Members of a group for which ISO 639-1 has one code. */
  private static final Map<String, String> MEMBERS =
      Map.ofEntries(
          Map.entry("ara", "ar"),
          Map.entry("aze", "az"),
          Map.entry("cmn", "zh"),
          Map.entry("ekk", "et"),
          Map.entry("lvs", "lv"),
          Map.entry("nob", "no"),
          Map.entry("pes", "fa"),
          Map.entry("plt", "mg"),
          Map.entry("pnb", "pa"),
          Map.entry("sqi", "sq"));

  private static final Map<String, String> SHORT = shortCodes();

  private LanguageCodes() {}

  private static Map<String, String> shortCodes() {
    var codes = new TreeMap<String, String>();
    Arrays.stream(Locale.getISOLanguages())
        .forEach(code -> codes.putIfAbsent(Locale.of(code).getISO3Language(), code));
    codes.putAll(MEMBERS);
    return codes;
  }

  /** Returns the ISO 639-1 code of an ISO 639-3 code, or itself where it has none. */
  static String shortest(String code) {
    return SHORT.getOrDefault(code, code);
  }
}
