package io.sluice.runner.admin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets into {@code /admin} who holds a token: any to look at what is no content, one of the right
 * role to change them or to see what is cached.
 *
 * <p>Whatever changes something and is not named here is refused.
 */
public final class AdminGate extends OncePerRequestFilter {

  private static final Logger audit = LoggerFactory.getLogger("io.sluice.audit");
  private static final JsonMapper JSON = new JsonMapper();

  private static final Set<String> LOOKING = Set.of("GET", "HEAD");

  /** Where even looking takes a role: prompts and answers are content. */
  private static final Map<PathPattern, Role> CLOSED =
      Map.of(pattern("/admin/v1/cache/**"), Role.CACHE_ADMIN);

  /** Who may change what is under a path. */
  private static final Map<PathPattern, Role> CHANGING =
      Map.of(
          pattern("/admin/v1/quotas/*/**"), Role.QUOTA_ADMIN,
          pattern("/admin/v1/targets/*/**"), Role.TARGET_ADMIN);

  private final AdminTokens tokens;
  private final FailedAttempts failures;

  public AdminGate(AdminTokens tokens, FailedAttempts failures) {
    this.tokens = tokens;
    this.failures = failures;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var address = request.getRemoteAddr();
    var blocked = failures.blocked(address);
    if (blocked.isPresent()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, seconds(blocked.get()));
      refuse(response, HttpStatus.TOO_MANY_REQUESTS, "too_many_failures", "too many wrong tokens");
      return;
    }
    var holder =
        tokens.holder(Objects.requireNonNullElse(request.getHeader(HttpHeaders.AUTHORIZATION), ""));
    if (holder.isEmpty()) {
      noteFailure(address);
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      refuse(
          response,
          HttpStatus.UNAUTHORIZED,
          "invalid_token",
          "a bearer token of sluice.admin.tokens is needed");
      return;
    }
    var caller = new Caller(holder.get().name(), holder.get().roles(), address);
    if (!mayDo(caller, request)) {
      audit
          .atWarn()
          .addKeyValue("token", caller.token())
          .addKeyValue("address", address)
          .addKeyValue("method", request.getMethod())
          .log("admin call without the role for it");
      refuse(
          response,
          HttpStatus.FORBIDDEN,
          "forbidden",
          "token %s has no role for that".formatted(caller.token()));
      return;
    }
    request.setAttribute(Caller.ATTRIBUTE, caller);
    chain.doFilter(request, response);
  }

  /** Where no token is right, guessing is no danger. */
  private void noteFailure(String address) {
    if (tokens.isEmpty()) {
      return;
    }
    failures.add(address);
    audit.atWarn().addKeyValue("address", address).log("admin call without a valid token");
  }

  /** Paths are read as the dispatcher reads them, so that none is written past the rule. */
  private static boolean mayDo(Caller caller, HttpServletRequest request) {
    var path = ServletRequestPathUtils.parse(request).pathWithinApplication();
    var closed = role(CLOSED, path);
    if (closed.isPresent()) {
      return caller.roles().contains(closed.get());
    }
    return LOOKING.contains(request.getMethod())
        || role(CHANGING, path).filter(caller.roles()::contains).isPresent();
  }

  private static Optional<Role> role(Map<PathPattern, Role> rules, PathContainer path) {
    return rules.entrySet().stream()
        .filter(rule -> rule.getKey().matches(path))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static PathPattern pattern(String path) {
    return PathPatternParser.defaultInstance.parse(path);
  }

  private static String seconds(Duration duration) {
    return Long.toString(Math.ceilDiv(duration.toMillis(), 1000));
  }

  private static void refuse(
      HttpServletResponse response, HttpStatus status, String code, String message)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.getOutputStream().write(JSON.writeValueAsBytes(AdminError.of(status, code, message)));
  }
}
