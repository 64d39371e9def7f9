package io.sluice.testkit.servers;

/** A server that a test started, wherever it runs. */
public interface ServerProcess extends AutoCloseable {

  boolean isAlive();

  /** Returns what it printed. */
  String log();

  /** Stops it in its tracks: connections stay open, and nothing answers. */
  void suspend();

  /** Lets it go on. */
  void resume();

  /** Ends it at once, as kill -9 does. */
  void kill();

  /** Starts it again with what it had on disk. */
  void startAgain();

  /** Ends it and forgets what it had, but for files of the test's own. */
  @Override
  void close();
}
