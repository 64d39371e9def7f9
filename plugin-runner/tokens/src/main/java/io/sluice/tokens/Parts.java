package io.sluice.tokens;

import tools.jackson.databind.JsonNode;

/** A message's content: a text, or parts of many kinds, in the spelling of any provider. */
final class Parts {

  /** A second of sound is 10 tokens; at 16 kB a second, as a compressed file has. */
  private static final double TOKENS_PER_SOUND_BYTE = 10 / 16_000.0;

  /** Uncompressed sound has 48 kB a second. */
  private static final double TOKENS_PER_WAV_BYTE = 10 / 48_000.0;

  /** A page of a document, its picture included, is about 2,000 tokens and 20 kB. */
  private static final double TOKENS_PER_FILE_BYTE = 0.1;

  /** A file that is named and not sent. */
  private static final int NAMED_FILE = 2_000;

  /** A base64 character is three quarters of a byte. */
  private static final double BYTE = 0.75;

  private final Tally tally;

  Parts(Tally tally) {
    this.tally = tally;
  }

  void add(JsonNode content) {
    switch (content.getNodeType()) {
      case STRING -> tally.text(content.asString());
      case ARRAY -> content.values().forEach(this::add);
      case OBJECT -> part(content);
      case NUMBER, BOOLEAN -> tally.text(content.toString());
      default -> {}
    }
  }

  private void part(JsonNode part) {
    switch (part.path("type").asString("")) {
      case "image_url" -> image(part.path("image_url"), part);
      case "input_image", "computer_screenshot" -> image(part.path("image_url"), part);
      case "image" -> image(part.path("source"), part);
      case "input_audio" -> sound(part.path("input_audio"));
      case "file" -> file(part.path("file"));
      case "input_file" -> file(part);
      case "document" -> document(part);
      case "tool_use", "server_tool_use", "mcp_tool_use" -> call(part);
      case "tool_result" -> add(part.path("content"));
      // The thinking of earlier turns is not read again.
      case "thinking", "redacted_thinking" -> {}
      default -> untyped(part);
    }
  }

  private void untyped(JsonNode part) {
    var data = part.has("inlineData") ? part.path("inlineData") : part.path("inline_data");
    if (part.path("text").isString()) {
      tally.text(part.path("text").asString());
    } else if (data.isObject()) {
      inline(data);
    } else {
      tally.estimate(Strings.tokens(part, tally.model()));
    }
  }

  /**
   * @param image a URL, or an object with one, or with Base64 data
   */
  private void image(JsonNode image, JsonNode part) {
    var url = image.isString() ? image.asString() : image.path("url").asString("");
    var detail = image.path("detail").asString(part.path("detail").asString(""));
    var size =
        image.path("data").isString()
            ? ImageSize.ofBase64(image.path("data").asString())
            : ImageSize.ofUrl(url);
    tally.image(size, detail.equals("low"));
  }

  private void inline(JsonNode data) {
    var type = data.path("mimeType").asString(data.path("mime_type").asString(""));
    var base64 = data.path("data").asString("");
    if (type.startsWith("image/")) {
      tally.image(ImageSize.ofBase64(base64), false);
    } else if (type.startsWith("audio/")) {
      // Gemini counts 32 a second.
      tally.estimate(base64.length() * BYTE * 3.2 * TOKENS_PER_SOUND_BYTE);
    } else {
      tally.estimate(base64.length() * BYTE * TOKENS_PER_FILE_BYTE);
    }
  }

  private void sound(JsonNode sound) {
    boolean wave = sound.path("format").asString("").equals("wav");
    double bytes = sound.path("data").asString("").length() * BYTE;
    tally.estimate(bytes * (wave ? TOKENS_PER_WAV_BYTE : TOKENS_PER_SOUND_BYTE));
  }

  private void file(JsonNode file) {
    var data = file.path("file_data").asString("");
    tally.estimate(data.isEmpty() ? NAMED_FILE : data.length() * BYTE * TOKENS_PER_FILE_BYTE);
  }

  private void document(JsonNode part) {
    var source = part.path("source");
    switch (source.path("type").asString("")) {
      case "text" -> tally.text(source.path("data").asString(""));
      case "content" -> add(source.path("content"));
      case "base64" ->
          tally.estimate(source.path("data").asString("").length() * BYTE * TOKENS_PER_FILE_BYTE);
      default -> tally.estimate(NAMED_FILE);
    }
  }

  private void call(JsonNode part) {
    tally.text(part.path("name").asString(""));
    tally.text(part.path("input").toString());
    tally.estimate(tally.model().family().chat().perCall());
  }
}
