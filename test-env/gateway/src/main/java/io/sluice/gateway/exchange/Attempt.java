package io.sluice.gateway.exchange;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** One try to get an answer from one node. Times are in nanoseconds since its start. */
public final class Attempt {

  private final String address;
  private final long start = System.nanoTime();
  private OptionalInt status = OptionalInt.empty();
  private OptionalLong connected = OptionalLong.empty();
  private OptionalLong header = OptionalLong.empty();
  private OptionalLong end = OptionalLong.empty();
  private long bodyBytes;

  public Attempt(String address) {
    this.address = address;
  }

  public void connected() {
    connected = OptionalLong.of(System.nanoTime() - start);
  }

  public void answered(int statusCode) {
    status = OptionalInt.of(statusCode);
    header = OptionalLong.of(System.nanoTime() - start);
  }

  public void received(int bytes) {
    bodyBytes += bytes;
  }

  public void ended() {
    if (end.isEmpty()) {
      end = OptionalLong.of(System.nanoTime() - start);
    }
  }

  /** It ended with the status that the gateway makes of it, such as 502. */
  public void failed(int statusCode) {
    status = OptionalInt.of(statusCode);
    ended();
  }

  public String address() {
    return address;
  }

  public OptionalInt status() {
    return status;
  }

  public OptionalLong connectTime() {
    return connected;
  }

  public OptionalLong headerTime() {
    return header;
  }

  public OptionalLong responseTime() {
    return end;
  }

  public long bodyBytes() {
    return bodyBytes;
  }
}
