package io.sluice.tokens;

import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.PromptCount;
import io.sluice.exchange.Protocol;
import io.sluice.exchange.TokenCounter;
import io.sluice.tokens.Model.Template;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Counts with each model's own vocabulary and template where they are known, else estimates.
 *
 * <p>Thread-safe without locks. A vocabulary is loaded when its first model is asked for.
 */
public final class ModelTokenCounter implements TokenCounter {

  /** Deeper nesting than Jackson's default of 500 is not read: counting goes down as deep. */
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNumberLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .build();

  private static final JsonMapper JSON =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(LIMITS).build()).build();

  /** Bytes of a token in a body that is not understood: JSON and code have 3 to 4. */
  private static final double BYTES_PER_TOKEN = 3;

  private final ModelTable table = new ModelTable();

  @Override
  public PromptCount prompt(ChatRequest request, String model) {
    var tally = new Tally(table.model(model));
    var body = read(request.body());
    if (body.isObject() && !body.isEmpty()) {
      count(body, request.protocol(), tally);
    } else {
      tally.estimate(request.body().length / BYTES_PER_TOKEN);
    }
    return tally.count();
  }

  @Override
  public long text(String text, String model) {
    return table.model(model).count(text);
  }

  private static JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  private static void count(JsonNode body, Protocol protocol, Tally tally) {
    boolean openAi = tally.model().template() != Template.FAMILY;
    var input = body.path("input");
    if (protocol == Protocol.OPENAI_EMBEDDINGS || isPlain(body, input, tally.model())) {
      var plain = new PlainPrompt(tally);
      plain.count(body.has("prompt") ? body.path("prompt") : input);
      plain.count(body.path("suffix"));
    } else if (openAi && body.path("messages").isArray()) {
      anthropicFields(body, tally);
      new ChatPrompt(body, tally).count();
    } else if (openAi && (input.isString() || input.isArray())) {
      new ResponsesPrompt(body, tally).count();
    } else if (EstimatedPrompt.understands(body)) {
      new EstimatedPrompt(body, tally).count();
    } else {
      tally.estimate(Strings.tokens(body, tally.model()));
    }
  }

  /** A gateway may have an OpenAI model answer in Anthropic's protocol. */
  private static void anthropicFields(JsonNode body, Tally tally) {
    if (body.has("system")) {
      tally.estimate(4);
      new Parts(tally).add(body.path("system"));
    }
  }

  private static boolean isPlain(JsonNode body, JsonNode input, Model model) {
    if (body.has("messages")) {
      return false;
    }
    boolean completion = body.path("prompt").isString() || body.path("prompt").isArray();
    boolean texts = input.isArray() && !input.isEmpty() && !input.path(0).isObject();
    boolean embedding = texts || (model.template() == Template.TEXT && !input.isMissingNode());
    return (completion && input.isMissingNode()) || embedding;
  }
}
