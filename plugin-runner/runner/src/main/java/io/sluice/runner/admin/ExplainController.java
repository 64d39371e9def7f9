package io.sluice.runner.admin;

import io.sluice.cache.SemanticCache;
import io.sluice.exchange.Catalog;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /admin/v1/cache/explain}: why a request would hit or miss. */
@RestController
public final class ExplainController {

  /** The largest prompts take less. */
  private static final int MAX_BYTES = 1024 * 1024;

  private final SemanticCache cache;
  private final Supplier<Catalog> catalog;
  private final CacheAudit audit;
  private final InstantSource clock;

  public ExplainController(
      SemanticCache cache, Supplier<Catalog> catalog, AuditTrail audit, InstantSource clock) {
    this.cache = cache;
    this.catalog = catalog;
    this.audit = new CacheAudit(audit);
    this.clock = clock;
  }

  @PostMapping("/admin/v1/cache/explain")
  Object explain(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, HttpServletRequest request)
      throws IOException {
    var exchange = ExplainRequest.read(body(request), catalog.get());
    var explanation =
        cache
            .explain(exchange)
            .orElseThrow(() ->
                new RefusedException(
                    HttpStatus.NOT_FOUND,
                    "route_not_used",
                    "no request passed the cache of route %s since this runner started"
                        .formatted(exchange.subject().route())));
    audit.explained(caller, exchange.subject(), explanation.near().size());
    return CachedAnswers.Explained.of(explanation, clock.instant());
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
