package io.sluice.testkit.elasticsearch;

/** A server of one node that tests do what they like with. */
public interface ElasticsearchServer extends AutoCloseable {

  /** Returns one that all tests of this process share, since it takes long to start. */
  static ElasticsearchServer shared() {
    return SharedServer.INSTANCE;
  }

  String url();

  /** Returns who may do everything. */
  String username();

  String password();

  /** Stops it in its tracks: connections stay open, and nothing answers. */
  void suspend();

  /** Lets a suspended server go on. */
  void resume();

  /** Ends it at once, as kill -9 does. */
  void kill();

  /** Starts it again on the same port, with what it had on disk, and waits until it answers. */
  void restart();

  /** Returns whom to send requests of one's own. */
  default ElasticsearchRequests requests() {
    return new ElasticsearchRequests(url(), username(), password());
  }

  @Override
  void close();
}
