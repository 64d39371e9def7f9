package io.sluice.cache;

/**
 * Hears what caches do, for metrics. Every text is from a closed set. Thread-safe, and does not
 * block.
 */
public interface CacheObserver {

  /** Nobody listens. */
  CacheObserver NOBODY =
      new CacheObserver() {
        @Override
        public void hit(Layer layer, long tokens) {}

        @Override
        public void missed(String reason) {}

        @Override
        public void bypassed(String reason) {}

        @Override
        public void kept() {}

        @Override
        public void notKept(String reason) {}

        @Override
        public void unreadable() {}

        @Override
        public void shadowed(Layer layer, double agreement) {}

        @Override
        public void deletedByClient() {}
      };

  /**
   * An answer was served.
   *
   * @param tokens that the provider billed when it was made; 0 if it did not say
   */
  void hit(Layer layer, long tokens);

  /** Nothing was found to serve. */
  void missed(String reason);

  /** A request was not looked up. */
  void bypassed(String reason);

  /** An answer was handed to the store. */
  void kept();

  /** An answer was not kept. */
  void notKept(String reason);

  /** A stored answer can't be read any more. */
  void unreadable();

  /**
   * In shadow, an answer would have been served.
   *
   * @param agreement with the model's new answer, as a cosine in [-1, 1]; 1 if they say the same
   */
  void shadowed(Layer layer, double agreement);

  /** A client deleted the answer it was given. */
  void deletedByClient();
}
