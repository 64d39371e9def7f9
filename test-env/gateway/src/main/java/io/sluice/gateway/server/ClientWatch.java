package io.sluice.gateway.server;

/** Ends an upstream call when the client goes. */
final class ClientWatch implements Runnable {

  private final UpstreamCall call;
  private volatile boolean gone;

  ClientWatch(UpstreamCall call) {
    this.call = call;
  }

  @Override
  public void run() {
    gone = true;
    call.abort(new ClientGone());
  }

  boolean isGone() {
    return gone;
  }
}
