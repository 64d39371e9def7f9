package io.sluice.runner.chain;

/** A plugin has a bug: says which, for the log. */
final class PluginFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PluginFailedException(String plugin, Throwable cause) {
    super("%s failed: %s".formatted(plugin, cause), cause);
  }
}
