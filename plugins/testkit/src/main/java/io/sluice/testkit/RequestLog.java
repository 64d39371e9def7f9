package io.sluice.testkit;

import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Received requests as JSON, for tests in another process. */
final class RequestLog {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private RequestLog() {}

  static JsonNode of(List<ReceivedRequest> requests) {
    var log = JSON.arrayNode();
    for (var request : requests) {
      var entry = log.addObject();
      entry
          .put("number", request.number())
          .put("method", request.method())
          .put("path", request.path());
      var headers = entry.putArray("headers");
      for (var header : request.headers()) {
        headers.addArray().add(header.name()).add(header.value());
      }
      entry
          .put("body", request.body().text())
          .put("body_base64", Base64.getEncoder().encodeToString(request.body().bytes()))
          .put("arrived", request.arrived().toString())
          .put("finished", request.finished())
          .put("client_cut", request.clientCut())
          .put("bytes_sent", request.bytesSent());
    }
    return log;
  }
}
