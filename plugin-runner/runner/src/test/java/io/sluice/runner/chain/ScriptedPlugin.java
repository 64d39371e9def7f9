package io.sluice.runner.chain;

import io.sluice.exchange.Action;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Ending;
import io.sluice.exchange.RoutePlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A plugin that does what a test says, and remembers which of its methods saw which exchange. */
final class ScriptedPlugin implements RoutePlugin {

  /** One call of a plugin. */
  record Moment(String plugin, String method, ChatExchange exchange) {

    String what() {
      return plugin + "." + method;
    }
  }

  /** What the plugins of a test were called with, in order. */
  static final class Story {

    private final List<Moment> moments = new ArrayList<>();

    List<String> told() {
      return moments.stream().map(Moment::what).toList();
    }

    ChatExchange seenBy(String what) {
      return moments.stream()
          .filter(moment -> moment.what().equals(what))
          .findFirst()
          .orElseThrow()
          .exchange();
    }
  }

  private final String name;
  private final Story story;
  private Function<ChatExchange, Action> onRequest = exchange -> Action.pass();
  private Function<ChatExchange, Action> beforeUpstream = exchange -> Action.pass();
  private Function<ChatExchange, Action> beforeUpstreamFailed = exchange -> Action.pass();
  private Function<ChatExchange, Action> onFailure = exchange -> Action.pass();

  ScriptedPlugin(String name, Story story) {
    this.name = name;
    this.story = story;
  }

  ScriptedPlugin onRequest(Function<ChatExchange, Action> does) {
    onRequest = does;
    return this;
  }

  ScriptedPlugin onRequest(Action action) {
    return onRequest(exchange -> action);
  }

  ScriptedPlugin beforeUpstream(Function<ChatExchange, Action> does) {
    beforeUpstream = does;
    return this;
  }

  ScriptedPlugin beforeUpstreamFailed(Function<ChatExchange, Action> does) {
    beforeUpstreamFailed = does;
    return this;
  }

  ScriptedPlugin onFailure(Function<ChatExchange, Action> does) {
    onFailure = does;
    return this;
  }

  Step step() {
    return new Step.Own(name, this);
  }

  @Override
  public Action onRequest(ChatExchange exchange) {
    story.moments.add(new Moment(name, "onRequest", exchange));
    return onRequest.apply(exchange);
  }

  @Override
  public Action beforeUpstream(ChatExchange exchange) {
    story.moments.add(new Moment(name, "beforeUpstream", exchange));
    return beforeUpstream.apply(exchange);
  }

  @Override
  public Action beforeUpstreamFailed(ChatExchange exchange) {
    story.moments.add(new Moment(name, "beforeUpstreamFailed", exchange));
    return beforeUpstreamFailed.apply(exchange);
  }

  @Override
  public Action onFailure(ChatExchange exchange) {
    story.moments.add(new Moment(name, "onFailure", exchange));
    return onFailure.apply(exchange);
  }

  @Override
  public void onEnd(ChatExchange exchange, Ending ending) {
    story.moments.add(new Moment(name, "onEnd " + ending.getClass().getSimpleName(), exchange));
  }
}
