package io.sluice.extplugin.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a filter has set so far. One thread at a time. */
final class RecordedChanges {

  private static final Logger logger = LoggerFactory.getLogger(RecordedChanges.class);

  private static final int DEFAULT_STATUS = 200;

  private final Map<String, @Nullable String> headers = new LinkedHashMap<>();
  private final Map<String, @Nullable String> arguments = new LinkedHashMap<>();
  private final Map<String, String> responseHeaders = new LinkedHashMap<>();
  private @Nullable String path;
  private byte @Nullable [] body;
  private boolean stopped;
  private int status;
  private @Nullable String answer;

  /** Sets a header of the request; without a value, deletes it. */
  void header(@Nullable String name, @Nullable String value) {
    headers.keySet().removeIf(earlier -> earlier.equalsIgnoreCase(name));
    put(headers, name, value);
  }

  /** Sets an argument; without a value, deletes it. */
  void argument(@Nullable String name, @Nullable String value) {
    put(arguments, name, value);
  }

  void path(@Nullable String path) {
    this.path = path;
  }

  void body(byte[] body) {
    this.body = body;
  }

  /** Sets a header of the response; without a value, takes it back. */
  void responseHeader(@Nullable String name, @Nullable String value) {
    if (value == null) {
      responseHeaders.remove(name);
    } else {
      put(responseHeaders, name, value);
    }
  }

  void stopWithStatus(int status) {
    this.stopped = true;
    this.status = status;
  }

  void stopWithBody(@Nullable String answer) {
    this.stopped = true;
    this.answer = answer;
  }

  Action action() {
    if (stopped) {
      return stop();
    }
    var changes = changes();
    return changes.isEmpty() ? Action.pass() : new Action.Rewrite(changes);
  }

  private static <V extends @Nullable Object> void put(
      Map<String, V> into, @Nullable String name, V value) {
    if (name == null) {
      logger.atWarn().log("a filter set a header or an argument without a name: ignored");
    } else {
      into.put(name, value);
    }
  }

  private Action stop() {
    var kept = new ArrayList<Header>();
    responseHeaders.forEach((name, value) -> kept.add(new Header(name, value)));
    // As the SDK encodes it: a blank body is none.
    var text = answer == null || answer.isBlank() ? "" : answer;
    return new Action.Stop(
        status == 0 ? DEFAULT_STATUS : status, Headers.of(kept), text.getBytes(UTF_8));
  }

  private List<Change> changes() {
    var changes = new ArrayList<Change>();
    if (path != null) {
      changes.add(new Change.SetPath(path));
    }
    headers.forEach((name, value) ->
        changes.add(
            value == null ? new Change.DeleteHeader(name) : new Change.SetHeader(name, value)));
    arguments.forEach((name, value) ->
        changes.add(
            value == null ? new Change.DeleteArgument(name) : new Change.SetArgument(name, value)));
    responseHeaders.forEach(
        (name, value) -> changes.add(new Change.AddResponseHeader(name, value)));
    if (body != null) {
      changes.add(new Change.SetBody(ChatRequest.of(body)));
    }
    return changes;
  }
}
