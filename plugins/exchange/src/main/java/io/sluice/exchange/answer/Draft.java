package io.sluice.exchange.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An answer being put together, document by document. */
final class Draft {

  /** A choice of the answer. */
  static final class Choice {
    final StringBuilder text = new StringBuilder();
    @Nullable String finishReason;
  }

  /** A call of which arguments may follow. */
  static final class Call {
    String id = "";
    final StringBuilder name = new StringBuilder();
    final StringBuilder arguments = new StringBuilder();

    /** Whether the arguments so far are replaced by those that follow, if any do. */
    boolean givesWay;

    void append(String more) {
      if (givesWay && !more.isEmpty()) {
        arguments.setLength(0);
        givesWay = false;
      }
      arguments.append(more);
    }

    ToolCall done() {
      return new ToolCall(name.toString(), arguments.toString());
    }
  }

  /** What deltas name the call by that they go on with. */
  private record Key(int choice, String name) {}

  /** Whether the body is made of several documents. */
  boolean streamed;

  boolean recognised;

  /** Whether the stream or the document was read to its end. */
  boolean ended;

  /** Whether the last document says that more will follow. */
  boolean more;

  /** The call that further arguments belong to, where a stream speaks of one at a time. */
  @Nullable Call openCall;

  String model = "";
  final StringBuilder refusal = new StringBuilder();
  final StringBuilder reasoning = new StringBuilder();
  final List<Call> toolCalls = new ArrayList<>();
  final List<Call> builtInCalls = new ArrayList<>();
  private UsageReading usage = new UsageReading();
  private final Map<Integer, Choice> choices = new TreeMap<>();
  private final Map<Key, Call> openCalls = new HashMap<>();
  private @Nullable String error;

  Choice choice(int index) {
    return choices.computeIfAbsent(index, i -> new Choice());
  }

  Choice onlyChoice() {
    return choice(0);
  }

  /** Takes the model's name, the first that is given. */
  void model(JsonNode name) {
    if (model.isEmpty()) {
      model = name.asString("");
    }
  }

  /** Takes a report of the usage so far, in place of those before; zeros may yet be filled in. */
  void usage(JsonNode report) {
    var reading = new UsageReading();
    reading.read(report);
    if (reading.hasTokens() || usage.usage().isEmpty()) {
      usage = reading;
    }
  }

  /** Takes what a report has beyond those before. */
  void moreUsage(JsonNode report) {
    usage.read(report);
  }

  void error(String message) {
    recognised = true;
    if (error == null || error.isEmpty()) {
      error = message;
    }
  }

  Call toolCall(String name, String arguments) {
    return add(toolCalls, name, arguments);
  }

  Call builtInCall(String name, String arguments) {
    return add(builtInCalls, name, arguments);
  }

  /** Returns the latest call that deltas name so; null if there is none. */
  @Nullable Call open(int choice, String name) {
    return openCalls.get(new Key(choice, name));
  }

  /** Lets deltas go on with a call by a name. */
  void open(int choice, String name, Call call) {
    openCalls.put(new Key(choice, name), call);
  }

  private static Call add(List<Call> calls, String name, String arguments) {
    var call = new Call();
    call.name.append(name);
    call.arguments.append(arguments);
    calls.add(call);
    return call;
  }

  ProviderAnswer answer() {
    var first = choices.values().stream().findFirst().orElseGet(Choice::new);
    return new ProviderAnswer(
        recognised,
        recognised && isFinished(),
        model,
        choices.values().stream().map(choice -> choice.text.toString()).toList(),
        refusal.toString(),
        reasoning.toString(),
        toolCalls.stream().map(Call::done).toList(),
        builtInCalls.stream().map(Call::done).toList(),
        first.finishReason == null ? "" : first.finishReason,
        usage.usage(),
        Optional.ofNullable(error));
  }

  /** In a document that is cut, the finish reason may stand before the text. */
  private boolean isFinished() {
    boolean allChoicesFinished =
        !choices.isEmpty()
            && choices.values().stream().allMatch(choice -> choice.finishReason != null);
    return ended || (streamed && (error != null || allChoicesFinished));
  }
}
