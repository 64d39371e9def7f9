package io.sluice.runner.check;

/** Warns of what an {@code http-logger} to the runner leaves out. */
final class LoggerCheck {

  /** APISIX cuts bodies here unless it is told otherwise, in bytes. */
  private static final long DEFAULT_LIMIT = 524_288;

  private final RouteFile file;
  private final PlacedPlugin logger;

  LoggerCheck(RouteFile file, PlacedPlugin logger) {
    this.file = file;
    this.logger = logger;
  }

  /** Whether a logger is the one that ends exchanges; a variable may hold its address. */
  static boolean postsToRunner(PlacedPlugin logger) {
    return logger
        .settings()
        .text("uri")
        .filter(uri -> uri.endsWith("/exchanges") || uri.contains("${{"))
        .isPresent();
  }

  void check(Findings findings) {
    var settings = logger.settings();
    if (settings.value("log_format").isEmpty() && !file.hasLogFormat()) {
      warn(
          findings,
          "has no log_format: the default one holds the client's credentials, and not what the"
              + " runner reads");
    }
    if (!settings.isTrue("include_resp_body")) {
      warn(
          findings,
          "lacks include_resp_body: true: the runner gets no answer to take usage from or to keep");
    }
    if (settings.number("max_resp_body_bytes").orElse(DEFAULT_LIMIT) <= DEFAULT_LIMIT) {
      warn(
          findings,
          "cuts answers silently at max_resp_body_bytes, by default 524288: raise it, to 4194304"
              + " for example");
    }
    if (settings.value("auth_header").isEmpty()) {
      warn(findings, "has no auth_header: the runner refuses entries without its bearer token");
    }
  }

  private void warn(Findings findings, String message) {
    findings.warning(logger.position(), logger.owner().where(), logger.name() + " " + message);
  }
}
