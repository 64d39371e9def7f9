package io.sluice.runner.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Problems;
import io.sluice.exchange.Target;
import io.sluice.exchange.routing.TargetHealth.Latency;
import io.sluice.resilience.BreakerTargetHealth;
import io.sluice.resilience.Rotation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /admin/v1/targets}: how targets are, and taking them out of rotation or keeping them in.
 */
@RestController
public final class TargetsController {

  private static final JsonMapper JSON = new JsonMapper();

  private static final int MAX_BYTES = 1024;

  private static final Map<String, Rotation> ROTATIONS =
      Arrays.stream(Rotation.values())
          .collect(Collectors.toUnmodifiableMap(TargetsController::word, Function.identity()));

  private final Supplier<Catalog> catalog;
  private final BreakerTargetHealth health;
  private final AuditTrail audit;

  public TargetsController(
      Supplier<Catalog> catalog, BreakerTargetHealth health, AuditTrail audit) {
    this.catalog = catalog;
    this.health = health;
    this.audit = audit;
  }

  private record Listing(List<Entry> targets) {}

  private record Entry(
      String name,
      String tier,
      String model,
      String state,
      String since,
      Window window,
      @Nullable Speed latency) {}

  /**
   * @param calls the last ones
   */
  private record Window(int calls, int failed, int slow) {}

  private record Speed(
      @JsonProperty("first_token_ms") double firstToken,
      @JsonProperty("per_token_ms") double perToken,
      int samples) {

    static Speed of(Latency latency) {
      return new Speed(millis(latency.firstToken()), millis(latency.perToken()), latency.samples());
    }

    private static double millis(Duration duration) {
      return Math.rint(duration.toNanos() / 1e3) / 1e3;
    }
  }

  @GetMapping("/admin/v1/targets")
  Object list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    return new Listing(catalog.get().targets().stream().map(this::entry).toList());
  }

  @PutMapping("/admin/v1/targets/{name}/state")
  Object put(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @PathVariable("name") String name,
      HttpServletRequest request)
      throws IOException {
    var rotation = rotation(body(request));
    var target =
        catalog
            .get()
            .target(name)
            .orElseThrow(() ->
                new RefusedException(
                    HttpStatus.NOT_FOUND, "not_found", "there is no target %s".formatted(name)));
    var before = health.standing(name);
    health.rotate(name, rotation);
    audit.changed(caller, "target.state", name, state(before.state()), state(rotation));
    return entry(target);
  }

  private Entry entry(Target target) {
    var standing = health.standing(target.name());
    return new Entry(
        target.name(),
        target.tier(),
        target.model(),
        word(standing.state()),
        standing.since().toString(),
        new Window(standing.calls(), standing.failed(), standing.slow()),
        health.latency(target.name()).map(Speed::of).orElse(null));
  }

  private static JsonNode state(Enum<?> state) {
    return JSON.valueToTree(Map.of("state", word(state)));
  }

  private static String word(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static Rotation rotation(byte[] body) {
    try {
      var call = JSON.readTree(body);
      var state = call.path("state");
      var rotation = Optional.ofNullable(ROTATIONS.get(state.stringValue("")));
      var problems =
          new Problems("state")
              .require(call.isObject(), "", "an object", call.getNodeType())
              .require(
                  rotation.isPresent(),
                  "state",
                  "one of "
                      + ROTATIONS.keySet().stream().sorted().collect(Collectors.joining(", ")),
                  state.isMissingNode() ? "absent" : state.asString(""));
      for (var key : call.propertyNames()) {
        problems.require(key.equals("state"), key, "state", key);
      }
      problems.throwIfAny();
      return rotation.orElseThrow();
    } catch (JacksonException e) {
      throw new RefusedException(
          HttpStatus.BAD_REQUEST, "invalid_request", "state: the body must be JSON");
    } catch (InvalidConfigException e) {
      throw RefusedException.of("invalid_request", e);
    }
  }

  private static byte[] body(HttpServletRequest request) throws IOException {
    var body = request.getInputStream().readNBytes(MAX_BYTES + 1);
    if (body.length > MAX_BYTES) {
      throw new RefusedException(
          HttpStatus.CONTENT_TOO_LARGE, "too_large", "at most " + MAX_BYTES + " bytes");
    }
    return body;
  }
}
