package io.sluice.runner.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.ledger.QuotaStore;
import io.sluice.runner.quota.ActiveBudget;
import io.sluice.runner.quota.CurrentQuotas;
import io.sluice.runner.quota.Source;
import io.sluice.tokenlimit.quota.Budget;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /admin/v1/quotas}: the budgets in force, and changing them. */
@RestController
public final class QuotasController {

  private static final JsonMapper JSON = ExactJson.mapper();

  /** A budget that names hundreds of consumers takes less. */
  private static final int MAX_BYTES = 256 * 1024;

  private final CurrentQuotas quotas;
  private final QuotaStore store;
  private final Supplier<Catalog> catalog;
  private final AuditTrail audit;

  public QuotasController(
      CurrentQuotas quotas, QuotaStore store, Supplier<Catalog> catalog, AuditTrail audit) {
    this.quotas = quotas;
    this.store = store;
    this.catalog = catalog;
    this.audit = audit;
  }

  /**
   * @param notInForce why stored budgets are not in force, by their names
   */
  private record Listing(
      List<Entry> budgets, @JsonProperty("not_in_force") Map<String, String> notInForce) {}

  private record Entry(JsonNode budget, String source, String etag) {

    static Entry of(ActiveBudget active) {
      return new Entry(json(active.budget()), active.source().word(), active.etag());
    }
  }

  @GetMapping("/admin/v1/quotas")
  ResponseEntity<Object> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    quotas.pollStore();
    return ResponseEntity.ok(
        new Listing(quotas.all().stream().map(Entry::of).toList(), quotas.leftOut()));
  }

  @GetMapping("/admin/v1/quotas/{name}")
  ResponseEntity<Object> get(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable("name") String name) {
    quotas.pollStore();
    return answer(HttpStatus.OK, quotas.named(name).orElseThrow(() -> notFound(name)));
  }

  @PutMapping("/admin/v1/quotas/{name}")
  ResponseEntity<Object> put(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @PathVariable("name") String name,
      @RequestHeader(name = HttpHeaders.IF_MATCH) Optional<String> ifMatch,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH) Optional<String> ifNoneMatch,
      HttpServletRequest request)
      throws IOException {
    var budget = Budget.parse(name, body(request), catalog.get());
    quotas.refresh();
    var before = quotas.named(name);
    var expected = new Precondition(ifMatch, ifNoneMatch).check(before);
    var version = store.put(name, budget.toJson(), expected);
    if (version.isEmpty()) {
      throw Precondition.failed();
    }
    audit.changed(caller, "quota.put", name, jsonOrNull(before), json(budget));
    quotas.pollStore();
    return answer(
        before.isPresent() ? HttpStatus.OK : HttpStatus.CREATED,
        new ActiveBudget(budget, Source.API, version.getAsLong()));
  }

  @DeleteMapping("/admin/v1/quotas/{name}")
  ResponseEntity<Object> delete(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @PathVariable("name") String name,
      @RequestHeader(name = HttpHeaders.IF_MATCH) Optional<String> ifMatch) {
    quotas.refresh();
    var before = quotas.named(name);
    if (!store.delete(name, deletable(name, before, new Precondition(ifMatch, Optional.empty())))) {
      throw Precondition.failed();
    }
    var after = quotas.ofFile(name);
    audit.changed(caller, "quota.delete", name, jsonOrNull(before), jsonOrNull(after));
    quotas.pollStore();
    return after
        .map(budget -> answer(HttpStatus.OK, budget))
        .orElseGet(() -> ResponseEntity.noContent().build());
  }

  private OptionalLong deletable(
      String name, Optional<ActiveBudget> before, Precondition precondition) {
    if (quotas.leftOut().containsKey(name)) {
      // It is not in force, so that nobody has seen a tag of it.
      if (precondition.namesAVersion()) {
        throw Precondition.failed();
      }
      return OptionalLong.empty();
    }
    if (before.orElseThrow(() -> notFound(name)).source() == Source.FILE) {
      throw new RefusedException(
          HttpStatus.CONFLICT,
          "budget_of_the_file",
          "%s is in quotas.yaml and not overridden: change the file".formatted(name));
    }
    return precondition.check(before);
  }

  private static String body(HttpServletRequest request) throws IOException {
    var body = request.getInputStream().readNBytes(MAX_BYTES + 1);
    if (body.length > MAX_BYTES) {
      throw new RefusedException(
          HttpStatus.CONTENT_TOO_LARGE, "too_large", "at most " + MAX_BYTES + " bytes");
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  private static ResponseEntity<Object> answer(HttpStatus status, ActiveBudget active) {
    return ResponseEntity.status(status).eTag(active.etag()).body(Entry.of(active));
  }

  private static RefusedException notFound(String name) {
    return new RefusedException(
        HttpStatus.NOT_FOUND, "not_found", "there is no budget %s".formatted(name));
  }

  private static @Nullable JsonNode jsonOrNull(Optional<ActiveBudget> active) {
    return active.map(ActiveBudget::budget).map(QuotasController::json).orElse(null);
  }

  private static JsonNode json(Budget budget) {
    return JSON.readTree(budget.toJson());
  }
}
