package io.sluice.tokens;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The models that are known, by the beginnings of their names: {@code models.tsv}. Immutable. */
final class ModelTable {

  /** What leads a name and says where the model is served, not which it is. */
  private static final Set<String> VENDORS =
      Set.of(
          "us",
          "eu",
          "apac",
          "jp",
          "au",
          "ca",
          "global",
          "openai",
          "azure",
          "anthropic",
          "meta",
          "mistral",
          "cohere",
          "google",
          "deepseek",
          "qwen",
          "moonshot",
          "zai",
          "xai",
          "bedrock");

  /**
   * @param encoding a name, or empty where only a family's ratios are known
   */
  private record Entry(Model.Template template, Family family, String encoding, ImageRule images) {

    Model model() {
      var tokens =
          encoding.isEmpty()
              ? BytePairEncoding.o200k()
              : BytePairEncoding.named(encoding + "_base");
      return new Model(template, family, tokens, images);
    }
  }

  private final Map<String, Entry> byPrefix = new HashMap<>();
  private final Map<String, Family> families = new HashMap<>();

  ModelTable() {
    for (var line : Lines.of("families.tsv")) {
      var family = Family.parse(line);
      families.put(family.name(), family);
    }
    Lines.of("models.tsv").forEach(this::add);
  }

  private void add(String line) {
    var fields = line.split("\t", -1);
    if (fields.length != 4) {
      throw new IllegalStateException("models.tsv: not four fields: " + line);
    }
    var encoding = fields[2].equals("-") ? "" : fields[2];
    var images = ImageRule.valueOf(fields[3]);
    var family = families.get(fields[1]);
    var entry =
        family == null
            ? new Entry(Model.Template.valueOf(fields[1]), Family.OPENAI, encoding, images)
            : new Entry(Model.Template.FAMILY, family, encoding, images);
    if (byPrefix.put(fields[0], entry) != null) {
      throw new IllegalStateException("models.tsv: twice: " + fields[0]);
    }
  }

  /** Returns what the longest known beginning of a name stands for, or the careful estimate. */
  Model model(String name) {
    var bare = bare(name);
    for (int length = bare.length(); length > 0; length--) {
      var entry = byPrefix.get(bare.substring(0, length));
      if (entry != null) {
        return entry.model();
      }
    }
    // Embedding models have no template, whoever made them.
    var template = bare.contains("embed") ? Model.Template.TEXT : Model.Template.FAMILY;
    var unknown = Objects.requireNonNull(families.get("UNKNOWN"));
    return new Entry(template, unknown, "", ImageRule.SQUARES).model();
  }

  private static String bare(String name) {
    var bare = name.toLowerCase(Locale.ROOT);
    bare = bare.substring(bare.lastIndexOf('/') + 1);
    bare = bare.startsWith("ft:") ? bare.substring(3) : bare;
    for (int dot = bare.indexOf('.'); dot > 0; dot = bare.indexOf('.')) {
      if (!VENDORS.contains(bare.substring(0, dot))) {
        break;
      }
      bare = bare.substring(dot + 1);
    }
    return bare.startsWith("claude") ? bare.replace('.', '-') : bare;
  }
}
