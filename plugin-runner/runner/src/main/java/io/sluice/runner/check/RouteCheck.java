package io.sluice.runner.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Warns of what is around our plugins on a route, where it makes them work worse or not at all. */
final class RouteCheck {

  static final String PRE_REQ = "ext-plugin-pre-req";
  static final String POST_REQ = "ext-plugin-post-req";
  static final String POST_RESP = "ext-plugin-post-resp";

  /** Plugins of APISIX that name the consumer, and the priorities at which they run. */
  private static final Map<String, Integer> AUTHENTICATION =
      Map.ofEntries(
          Map.entry("multi-auth", 2600),
          Map.entry("openid-connect", 2599),
          Map.entry("saml-auth", 2598),
          Map.entry("cas-auth", 2597),
          Map.entry("wolf-rbac", 2555),
          Map.entry("ldap-auth", 2540),
          Map.entry("hmac-auth", 2530),
          Map.entry("basic-auth", 2520),
          Map.entry("jwt-auth", 2510),
          Map.entry("key-auth", 2500));

  /** Plugins that leave it to another server who may pass. */
  private static final List<String> AUTHORIZATION =
      List.of("authz-casbin", "authz-casdoor", "authz-keycloak");

  private static final String LATER = "; _meta: {priority: 2000} is recommended";

  private final RouteFile file;
  private final Set<String> ours;
  private final Findings findings;

  RouteCheck(RouteFile file, Collection<String> ours, Findings findings) {
    this.file = file;
    this.ours = Set.copyOf(ours);
    this.findings = findings;
  }

  void check() {
    for (var resource : file.all()) {
      resource.plugin(PRE_REQ).filter(this::hasOurs).ifPresent(this::checkPriority);
      resource.plugin(POST_RESP).filter(this::hasOurs).ifPresent(this::checkResponse);
    }
    for (var route : file.all(Kind.ROUTE)) {
      external(route).ifPresent(external -> check(route, external));
    }
  }

  /** Returns what gives a route plugins of ours. */
  private Optional<PlacedPlugin> external(Resource route) {
    return Stream.of(PRE_REQ, POST_REQ)
        .flatMap(name -> effective(route, name))
        .filter(this::hasOurs)
        .findFirst();
  }

  private boolean hasOurs(PlacedPlugin external) {
    return external.isOn() && external.blockNames().stream().anyMatch(ours::contains);
  }

  private void checkPriority(PlacedPlugin external) {
    var kind = external.owner().kind();
    // APISIX runs a consumer's plugins when it knows the consumer.
    if (kind == Kind.CONSUMER || kind == Kind.CONSUMER_GROUP || external.priority().isPresent()) {
      return;
    }
    findings.warning(
        external.position(),
        external.owner().where(),
        PRE_REQ
            + " has no _meta.priority: it runs at 12000, before authentication, so that the"
            + " consumer is unknown and unauthenticated requests reach the runner"
            + LATER);
  }

  private void checkResponse(PlacedPlugin external) {
    findings.warning(
        external.position(),
        external.owner().where(),
        POST_RESP
            + " holds streams back and loses headers, and our plugins do nothing there: use "
            + PRE_REQ);
  }

  private void check(Resource route, PlacedPlugin external) {
    var at = external.owner().equals(route) ? external.position() : route.position();
    checkAuthentication(route, external, at);
    var loggers = effective(route, "http-logger").filter(LoggerCheck::postsToRunner).toList();
    if (loggers.isEmpty()) {
      findings.warning(
          at,
          route.where(),
          "no http-logger posts to the runner's /exchanges: the runner never learns how a request"
              + " ended, keeps what was reserved for it and audits it as unlogged");
    }
    loggers.forEach(logger -> new LoggerCheck(file, logger).check(findings));
  }

  private void checkAuthentication(Resource route, PlacedPlugin external, Position at) {
    var authentication =
        AUTHENTICATION.keySet().stream().flatMap(name -> effective(route, name)).toList();
    if (authentication.isEmpty()
        && AUTHORIZATION.stream().flatMap(name -> effective(route, name)).findAny().isEmpty()) {
      findings.warning(
          at,
          route.where(),
          "no authentication plugin, such as key-auth: all requests are anonymous, with one budget"
              + " and no shared cache");
    }
    authentication.stream()
        .min(Comparator.comparingLong(RouteCheck::priorityOf))
        .filter(last -> external.name().equals(PRE_REQ) && runsBefore(external, last))
        .ifPresent(last ->
            findings.warning(
                at,
                route.where(),
                "%s runs before %s (at %d): the consumer is unknown and unauthenticated requests"
                        .formatted(PRE_REQ, last.name(), priorityOf(last))
                    + " reach the runner"
                    + LATER));
  }

  /** Global rules run before the plugins of a route, whatever their priorities. */
  private static boolean runsBefore(PlacedPlugin external, PlacedPlugin last) {
    boolean global = external.owner().kind() == Kind.GLOBAL_RULE;
    boolean lastGlobal = last.owner().kind() == Kind.GLOBAL_RULE;
    return global == lastGlobal
        ? external.priority().filter(priority -> priority >= priorityOf(last)).isPresent()
        : global;
  }

  private static long priorityOf(PlacedPlugin authentication) {
    return authentication
        .priority()
        .orElseGet(() -> (long) AUTHENTICATION.getOrDefault(authentication.name(), 0));
  }

  private Stream<PlacedPlugin> effective(Resource route, String name) {
    return Stream.concat(file.plugin(route, name).stream(), file.globalPlugins(name).stream());
  }
}
