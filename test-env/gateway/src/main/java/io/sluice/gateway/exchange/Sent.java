package io.sluice.gateway.exchange;

import org.eclipse.jetty.http.HttpFields;

/** What the client was sent so far. */
public final class Sent {

  private int status;
  private HttpFields headers = HttpFields.EMPTY;
  private long bodyBytes;
  private boolean committed;
  private boolean bodyEnded;
  private boolean complete;

  public void committed(int statusCode, HttpFields responseHeaders) {
    status = statusCode;
    headers = responseHeaders;
    committed = true;
  }

  /** The client went before there was an answer. */
  public void cancelled() {
    if (!committed) {
      status = 499;
    }
  }

  public void bodyBytes(int more) {
    bodyBytes += more;
  }

  /** The last chunk was handed over; whether the client got it is not known yet. */
  public void bodyEnded() {
    bodyEnded = true;
  }

  public void complete() {
    complete = true;
  }

  public boolean isCommitted() {
    return committed;
  }

  public boolean isBodyEnded() {
    return bodyEnded;
  }

  public boolean isComplete() {
    return complete;
  }

  public int status() {
    return status;
  }

  public HttpFields headers() {
    return headers;
  }

  public long bodyBytes() {
    return bodyBytes;
  }

  /** About the bytes of status line and headers, as HTTP/1.1 writes them. */
  public long headBytes() {
    if (!committed) {
      return 0;
    }
    var bytes = "HTTP/1.1 200 OK\r\n\r\n".length();
    for (var field : headers) {
      bytes += field.getName().length() + String.valueOf(field.getValue()).length() + 4;
    }
    return bytes;
  }
}
