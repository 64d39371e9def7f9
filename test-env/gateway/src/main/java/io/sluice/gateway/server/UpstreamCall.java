package io.sluice.gateway.server;

import io.sluice.gateway.exchange.Attempt;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;

/** One request on its way to one node. It can be aborted from another thread. */
final class UpstreamCall {

  // The time-outs of the connection end every wait before this.
  private static final long AT_MOST_HOURS = 24;

  private final Request request;
  private final InputStreamResponseListener listener = new InputStreamResponseListener();
  private volatile boolean sent;

  UpstreamCall(Request request, Attempt attempt) {
    this.request = request;
    request.onRequestHeaders(r -> {
      sent = true;
      attempt.connected();
    });
  }

  /** Sends the request and waits for the head of the answer. */
  Response head() throws UpstreamFailure {
    request.send(listener);
    try {
      return listener.get(AT_MOST_HOURS, TimeUnit.HOURS);
    } catch (ExecutionException e) {
      throw new UpstreamFailure(sent, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      abort(e);
      throw new UpstreamFailure(sent, e);
    }
  }

  InputStream body() throws IOException {
    return listener.getInputStream();
  }

  void abort(Throwable cause) {
    var unused = request.abort(cause);
  }
}
