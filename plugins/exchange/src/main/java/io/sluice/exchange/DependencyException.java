package io.sluice.exchange;

/**
 * A store, a model or another server that a plugin leans on did not do its part.
 *
 * <p>An adapter throws it once, around the driver's own exception. A plugin does not catch it: the
 * edge decides whether the request passes, degrades or is refused.
 */
public class DependencyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String dependency;

  /**
   * @param dependency what failed, from a closed set ("redis", "onnx"): it becomes a metric's tag
   * @param action what it was asked to do ("reserve tokens")
   */
  public DependencyException(String dependency, String action, Throwable cause) {
    super("%s could not %s: %s".formatted(dependency, action, cause), cause);
    this.dependency = dependency;
  }

  /** Returns the name of what failed. */
  public String dependency() {
    return dependency;
  }
}
