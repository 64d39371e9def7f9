package io.sluice.resilience;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;
import io.sluice.exchange.Target;
import io.sluice.exchange.routing.Upstream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests through the gateway's internal routes, with nothing of the client's but the body.
 *
 * <p>The deadline holds for all of it: the wait for a free call, the connection and the body. What
 * is not done by then is cancelled. A gateway that can't be reached is not asked for some seconds.
 */
public final class GatewayUpstream implements Upstream, AutoCloseable {

  private static final String GATEWAY = "gateway";
  private static final String ACTION = "answer a request to a target";

  private static final Duration TO_CONNECT = Duration.ofSeconds(2);
  private static final Duration OPEN_FOR = Duration.ofSeconds(5);

  /** Longer than any deadline, which ends the wait. */
  private static final Duration TO_WAIT = Duration.ofDays(1);

  private final GatewayConfig config;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http;
  private final Bulkhead calls;
  private final CircuitBreaker breaker;

  public GatewayUpstream(GatewayConfig config, InstantSource clock) {
    this.config = config;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TO_CONNECT)
            .executor(threads)
            .build();
    this.calls =
        Bulkhead.of(
            GATEWAY,
            BulkheadConfig.custom()
                .maxConcurrentCalls(config.maxCalls())
                .maxWaitDuration(TO_WAIT)
                .fairCallHandlingStrategyEnabled(true)
                .build());
    this.breaker =
        CircuitBreaker.of(
            GATEWAY,
            CircuitBreakerConfig.custom()
                .slidingWindow(10, 5, SlidingWindowType.COUNT_BASED)
                .waitDurationInOpenState(OPEN_FOR)
                .permittedNumberOfCallsInHalfOpenState(3)
                .clock(clock.withZone(ZoneOffset.UTC))
                .build());
  }

  @Override
  public Answer send(
      String path,
      Target target,
      ChatRequest request,
      RequestId id,
      Subject subject,
      Duration deadline) {
    if (!breaker.tryAcquirePermission()) {
      throw failed(CallNotPermittedException.createCallNotPermittedException(breaker));
    }
    var call = begin(message(path, target, request, id));
    try {
      var answer = within(deadline).executeFutureSupplier(() -> call);
      breaker.onSuccess(0, TimeUnit.NANOSECONDS);
      return answer;
    } catch (InterruptedException e) {
      breaker.releasePermission();
      Thread.currentThread().interrupt();
      throw failed(e);
    } catch (TimeoutException e) {
      // The target may be slow: no reason to spare the gateway.
      breaker.releasePermission();
      throw failed(new TimeoutException("no whole answer within " + deadline));
    } catch (TooLongException e) {
      breaker.onSuccess(0, TimeUnit.NANOSECONDS);
      throw failed(e);
    } catch (Exception e) {
      breaker.onError(0, TimeUnit.NANOSECONDS, e);
      throw failed(e);
    } finally {
      call.cancel(true);
    }
  }

  private Future<Answer> begin(HttpRequest message) {
    try {
      return threads.submit(() -> calls.executeCallable(() -> exchange(message)));
    } catch (RejectedExecutionException e) {
      breaker.releasePermission();
      throw failed(e);
    }
  }

  private static TimeLimiter within(Duration deadline) {
    return TimeLimiter.of(
        TimeLimiterConfig.custom().timeoutDuration(deadline).cancelRunningFuture(true).build());
  }

  private HttpRequest message(String path, Target target, ChatRequest request, RequestId id) {
    var message =
        HttpRequest.newBuilder(config.at(path))
            .header("Content-Type", "application/json")
            .header("X-AI-Request-Id", id.value())
            .header("X-AI-Target", target.name())
            .header("X-AI-Tier", target.tier())
            .POST(BodyPublishers.ofByteArray(request.body()));
    if (!config.token().isEmpty()) {
      message.header("Authorization", "Bearer " + config.token());
    }
    return message.build();
  }

  private Answer exchange(HttpRequest message) throws IOException {
    long began = System.nanoTime();
    var response = head(message);
    // Closed before its end, a body's connection is closed too.
    try (var body = response.body()) {
      var bytes = body.readNBytes(config.maxBody() + 1);
      if (bytes.length > config.maxBody()) {
        throw new TooLongException(config.maxBody());
      }
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          bytes,
          Duration.ofNanos(System.nanoTime() - began));
    }
  }

  private HttpResponse<InputStream> head(HttpRequest message) throws IOException {
    try {
      return http.send(message, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      // Not the caller, for whom an InterruptedException would be one of its own.
      throw new InterruptedIOException("cancelled");
    }
  }

  private static DependencyException failed(Exception why) {
    return new DependencyException(GATEWAY, ACTION, why);
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    threads.shutdownNow();
    http.shutdownNow();
  }

  private static final class TooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    TooLongException(int most) {
      super("an answer of more than %d bytes".formatted(most));
    }
  }
}
