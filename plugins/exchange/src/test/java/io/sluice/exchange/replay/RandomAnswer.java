package io.sluice.exchange.replay;

import java.util.List;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A chat completion of random text and fields, as a document and as a stream cut at random. */
final class RandomAnswer {

  private static final JsonMapper JSON = new JsonMapper();

  private static final String[] PIECES = {
    "a",
    "word ",
    "The quick brown fox ",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "\t",
    "ü",
    "漢字仮名",
    "😀",
    "👩‍👩‍👧‍👦",
    "🇨🇭",
    "e\u0301",
    "\u0000",
    "\u2028",
    "\u0085",
    "\uFEFF",
    "\uFFFD",
    "\ud83d",
    "\ude00",
    "\\",
    "\"",
    "\\ud83d",
    "</script>",
    "data: [DONE]\n\n",
    "\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"no\"}}]}\n\n",
    "event: error\n",
    ": ping\n\n",
    "[DONE]",
    "{\"choices\": [{\"finish_reason\": \"length\"}]}",
    "```json\n{\"error\": {\"message\": \"no\"}}\n```",
    "<|end|>"
  };

  private final Random random;
  private final ObjectNode root = JsonNodeFactory.instance.objectNode();

  RandomAnswer(Random random) {
    this.random = random;
    root.put("id", "chatcmpl-" + random.nextInt(1000)).put("object", "chat.completion");
    root.put("created", 1_700_000_000L + random.nextInt(1000)).put("model", "gpt-" + text(2));
    if (random.nextBoolean()) {
      root.put("system_fingerprint", "fp_" + random.nextInt(9));
    }
    var choice = root.putArray("choices").addObject().put("index", 0);
    var message = choice.putObject("message").put("role", "assistant");
    message.put("content", "." + text(random.nextInt(50) == 0 ? 5_000 : 40));
    if (random.nextInt(3) == 0) {
      message.put("reasoning", "." + text(20));
    }
    if (random.nextInt(3) == 0) {
      message.put("reasoning_content", "." + text(20));
    }
    if (random.nextBoolean()) {
      message.putArray("annotations").addObject().put("type", "url_citation").put("x", text(3));
    }
    if (random.nextBoolean()) {
      message.putObject("audience").put("y", text(3)).put("z", 1.5);
    }
    if (random.nextBoolean()) {
      message.put("tone", "." + text(3)).put("grade", random.nextInt());
    }
    choice.putNull("logprobs").put("finish_reason", "stop");
    if (random.nextBoolean()) {
      choice.put("native_finish_reason", "end").putObject("filter").put("hate", false);
    }
    if (random.nextBoolean()) {
      root.putArray("citations").add("https://" + text(2));
    }
    if (random.nextInt(4) > 0) {
      var usage = root.putObject("usage").put("prompt_tokens", random.nextInt(1, 10_000));
      usage.put("completion_tokens", random.nextInt(1, 10_000));
      usage.putObject("prompt_tokens_details").put("cached_tokens", 1);
    }
  }

  private String text(int pieces) {
    var text = new StringBuilder();
    for (int left = random.nextInt(pieces + 1); left > 0; left--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  ObjectNode root() {
    return root;
  }

  String content() {
    return message().path("content").asString();
  }

  String document() {
    return Wire.safe(
        random.nextBoolean()
            ? JSON.writeValueAsString(root)
            : JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root));
  }

  /** Returns the answer as another provider streams it: texts cut anywhere, in letters too. */
  String stream() {
    var end = random.nextBoolean() ? "\n\n" : "\r\n\r\n";
    var stream = new StringBuilder(random.nextInt(5) == 0 ? "\uFEFF" : "");
    for (var name : new String[] {"reasoning", "reasoning_content", "content"}) {
      var text = message().path(name).asString("");
      for (int at = 0; at < text.length(); ) {
        int to = Math.min(text.length(), at + random.nextInt(1, 30));
        event(JsonNodeFactory.instance.objectNode().put(name, text.substring(at, to)), end, stream);
        at = to;
      }
    }
    var last = chunk();
    var choice = root.path("choices").path(0).deepCopy();
    var rest = ((ObjectNode) choice).remove("message");
    ((ObjectNode) rest).remove(List.of("content", "reasoning", "reasoning_content"));
    ((ObjectNode) choice).set("delta", rest);
    last.putArray("choices").add(choice);
    for (var name : new String[] {"citations", "usage"}) {
      if (root.has(name)) {
        last.set(name, root.path(name));
      }
    }
    stream.append("data:").append(Wire.json(last)).append(end);
    return stream.append("data: [DONE]").append(end).toString();
  }

  private void event(ObjectNode delta, String end, StringBuilder stream) {
    var chunk = chunk();
    chunk
        .putArray("choices")
        .addObject()
        .put("index", 0)
        .putNull("finish_reason")
        .set("delta", delta);
    if (random.nextInt(5) == 0) {
      stream.append(": ping").append(end);
    }
    stream.append("data: ").append(Wire.json(chunk)).append(end);
  }

  private ObjectNode chunk() {
    var chunk = JsonNodeFactory.instance.objectNode();
    for (var name : new String[] {"id", "created", "model", "system_fingerprint"}) {
      if (root.has(name)) {
        chunk.set(name, root.path(name));
      }
    }
    return chunk.put("object", "chat.completion.chunk");
  }

  private ObjectNode message() {
    return (ObjectNode) root.path("choices").path(0).path("message");
  }
}
