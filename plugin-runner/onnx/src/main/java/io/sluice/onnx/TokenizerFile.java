package io.sluice.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a tokenizer: Hugging Face's {@code tokenizer.json} of a WordPiece or Unigram model, or the
 * {@code vocab.txt} of a cased BERT.
 *
 * <p>What such a file can say and this program does not do is refused, not ignored.
 */
final class TokenizerFile {

  private static final List<String> BEGINS = List.of("[CLS]", "<s>");
  private static final List<String> ENDS = List.of("[SEP]", "</s>");

  private final String file;
  private final JsonNode root;

  private TokenizerFile(String file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /**
   * Reads a file.
   *
   * @throws ModelFileException if it is missing, or not of these kinds
   */
  static Tokenizer read(Path path) {
    ModelFiles.requireFile(path);
    var file = path.toString();
    try {
      if (!file.endsWith(".json")) {
        return new WordPiece(Vocabulary.of(file, Files.readAllLines(path)), Folding.Options.CASED);
      }
      return new TokenizerFile(file, JsonMapper.shared().readTree(path)).tokenizer();
    } catch (IOException e) {
      throw new ModelFileException(file, "be readable as UTF-8", e);
    } catch (JacksonException e) {
      throw new ModelFileException(file, "be JSON", e);
    }
  }

  private Tokenizer tokenizer() {
    var model = root.path("model");
    var type = model.path("type").asString("");
    return switch (type) {
      case "WordPiece" -> wordPiece(model);
      case "Unigram" -> unigram(model);
      default -> throw refused("have a model of type WordPiece or Unigram", type);
    };
  }

  private WordPiece wordPiece(JsonNode model) {
    requireType("pre_tokenizer", root.path("pre_tokenizer"), List.of("BertPreTokenizer"));
    requireNumber(model, "max_input_chars_per_word", WordPiece.LONGEST_WORD);
    var tokens = new LinkedHashMap<String, Integer>();
    model
        .path("vocab")
        .properties()
        .forEach(entry -> {
          tokens.put(entry.getKey(), id(entry.getValue()));
        });
    var specials =
        new Vocabulary.Specials(
            model.path("unk_token").asString("[UNK]"),
            special("cls", BEGINS),
            special("sep", ENDS));
    addedIds().forEach(tokens::putIfAbsent);
    int size = tokens.values().stream().mapToInt(id -> id + 1).max().orElse(0);
    var continuation = model.path("continuing_subword_prefix").asString("##");
    return new WordPiece(Vocabulary.of(file, tokens, size, continuation, specials), folding());
  }

  private Folding.Options folding() {
    var normalizer = root.path("normalizer");
    requireType("normalizer", normalizer, List.of("BertNormalizer"));
    boolean lowers = normalizer.path("lowercase").asBoolean(true);
    return new Folding.Options(
        normalizer.path("clean_text").asBoolean(true),
        lowers,
        // As the reference does where the file says null.
        normalizer.path("strip_accents").asBoolean(lowers),
        normalizer.path("handle_chinese_chars").asBoolean(true));
  }

  private Unigram unigram(JsonNode model) {
    if (model.path("byte_fallback").asBoolean(false)) {
      throw refused("have no byte_fallback", "true");
    }
    char mark = mark();
    var added = addedIds();
    var vocabulary = model.path("vocab");
    var unknown = model.path("unk_id");
    if (!unknown.isInt() || unknown.asInt() < 0 || unknown.asInt() >= vocabulary.size()) {
      throw refused("have an unk_id within its vocabulary", unknown.toString());
    }
    var pieces = new LinkedHashMap<String, Integer>();
    var scores = new double[vocabulary.size()];
    for (int id = 0; id < scores.length; id++) {
      var entry = vocabulary.get(id);
      if (!entry.path(0).isString() || !entry.path(1).isNumber()) {
        throw refused("have a vocabulary of pieces and scores", entry.toString());
      }
      scores[id] = entry.get(1).asDouble();
      var piece = entry.get(0).asString();
      if (id != unknown.asInt() && !added.containsKey(piece) && !piece.isEmpty()) {
        pieces.put(piece, id);
      }
    }
    int begin = specialId("cls", BEGINS, pieces, added);
    int end = specialId("sep", ENDS, pieces, added);
    int size = added.values().stream().mapToInt(id -> id + 1).max().orElse(0);
    return new Unigram(
        PieceTable.of(pieces),
        scores,
        normalization(root.path("normalizer")),
        new Unigram.Settings(Math.max(size, scores.length), unknown.asInt(), begin, end, mark));
  }

  /** Returns the char that stands for white space. */
  private char mark() {
    var node = root.path("pre_tokenizer");
    var steps = steps(node, "pretokenizers");
    char mark = 0;
    for (var step : steps) {
      requireType("pre_tokenizer", step, List.of("WhitespaceSplit", "Metaspace"));
      if (step.path("type").asString("").equals("Metaspace")) {
        var scheme = step.path("prepend_scheme").asString("always");
        var replacement = step.path("replacement").asString("▁");
        boolean prepends = !scheme.equals("never") && step.path("add_prefix_space").asBoolean(true);
        if (!prepends || replacement.length() != 1) {
          throw refused("have a Metaspace that begins every word with one mark", step.toString());
        }
        mark = replacement.charAt(0);
      }
    }
    if (mark == 0) {
      throw refused("have a pre_tokenizer Metaspace", node.toString());
    }
    return mark;
  }

  private Normalization normalization(JsonNode node) {
    var parts = new ArrayList<Normalization>();
    for (var step : steps(node, "normalizers")) {
      normalizationStep(step).ifPresent(parts::add);
    }
    return new Normalization.Sequence(parts);
  }

  private Optional<Normalization> normalizationStep(JsonNode step) {
    var type = step.path("type").asString("");
    return switch (type) {
      case "Precompiled" ->
          Optional.of(CharacterMap.of(file, step.path("precompiled_charsmap").asString("")));
      case "NFC", "NFD", "NFKC", "NFKD" ->
          Optional.of(new Normalization.Form(Normalizer.Form.valueOf(type)));
      case "Lowercase" -> Optional.of(new Normalization.Lowercase());
      // Words are split at any white space, however much it is.
      case "Strip" -> Optional.empty();
      case "Replace" -> {
        var pattern = step.path("pattern").path("Regex").asString("");
        if (!pattern.equals(" {2,}") || !step.path("content").asString("").isBlank()) {
          throw refused("replace runs of spaces only", step.toString());
        }
        yield Optional.empty();
      }
      default ->
          throw refused(
              "have normalizers Precompiled, NFC, NFD, NFKC, NFKD, Lowercase, Strip or Replace",
              type);
    };
  }

  private static List<JsonNode> steps(JsonNode node, String key) {
    if (node.isMissingNode() || node.isNull()) {
      return List.of();
    }
    var steps = new ArrayList<JsonNode>();
    if (node.path("type").asString("").equals("Sequence")) {
      node.path(key).forEach(step -> steps.addAll(steps(step, key)));
    } else {
      steps.add(node);
    }
    return steps;
  }

  private Map<String, Integer> addedIds() {
    var ids = new LinkedHashMap<String, Integer>();
    for (var token : root.path("added_tokens")) {
      ids.put(token.path("content").asString(""), id(token.path("id")));
    }
    return ids;
  }

  private int specialId(
      String key, List<String> usual, Map<String, Integer> pieces, Map<String, Integer> added) {
    var token = special(key, usual);
    var id = added.getOrDefault(token, pieces.get(token));
    if (id == null) {
      throw new ModelFileException(file, "give the id of " + token, "does not");
    }
    return id;
  }

  /** Returns the token that begins or ends a text: the post-processor's, or the usual one. */
  private String special(String key, List<String> usual) {
    for (var step : steps(root.path("post_processor"), "processors")) {
      var named = step.path(key).path(0);
      if (named.isString()) {
        return named.asString();
      }
      var template = step.path("single");
      var place = template.path(key.equals("cls") ? 0 : template.size() - 1);
      var token = place.path("SpecialToken").path("id");
      if (token.isString()) {
        return token.asString();
      }
    }
    var added = addedIds();
    return usual.stream().filter(added::containsKey).findFirst().orElse(usual.getFirst());
  }

  private int id(JsonNode node) {
    if (!node.isInt() || node.asInt() < 0) {
      throw refused("give each token an id from 0", node.toString());
    }
    return node.asInt();
  }

  private void requireType(String key, JsonNode node, List<String> types) {
    var type = node.path("type").asString("");
    if (!types.contains(type)) {
      throw refused("have a %s of type %s".formatted(key, String.join(" or ", types)), type);
    }
  }

  private void requireNumber(JsonNode node, String key, int number) {
    int given = node.path(key).asInt(number);
    if (given != number) {
      throw refused("have %s %d".formatted(key, number), String.valueOf(given));
    }
  }

  private ModelFileException refused(String rule, String value) {
    var shown = value.length() > 200 ? value.substring(0, 200) + "…" : value;
    return new ModelFileException(file, rule, "has " + (shown.isEmpty() ? "none" : shown));
  }
}
