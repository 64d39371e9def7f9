package io.sluice.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The calls that these tests make of a stub provider. */
final class StubClient {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private StubClient() {}

  static final String HELLO =
      """
      {"model":"gpt-5-mini","messages":[{"role":"user","content":"Hello there"}]}\
      """;

  static final String STREAMED_HELLO =
      """
      {"model":"gpt-5-mini","stream":true,"stream_options":{"include_usage":true},\
      "messages":[{"role":"user","content":"Hello there"}]}\
      """;

  static HttpResponse<String> chat(StubProvider provider, String body, String... headers)
      throws IOException, InterruptedException {
    return HTTP.send(chatRequest(provider, body, headers), BodyHandlers.ofString());
  }

  static HttpRequest chatRequest(StubProvider provider, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(provider.baseUrl() + "/chat/completions"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return headers.length == 0 ? request.build() : request.headers(headers).build();
  }

  static HttpResponse<String> call(StubProvider provider, String method, String path)
      throws IOException, InterruptedException {
    var uri = provider.baseUrl().resolve(path);
    var request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
    return HTTP.send(request, BodyHandlers.ofString());
  }
}
