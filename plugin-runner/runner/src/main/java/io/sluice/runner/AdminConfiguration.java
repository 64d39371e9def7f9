package io.sluice.runner;

import io.sluice.cache.SemanticCache;
import io.sluice.exchange.cache.AnswerStore;
import io.sluice.exchange.ledger.QuotaStore;
import io.sluice.exchange.ledger.TokenLedger;
import io.sluice.exchange.routing.DecisionLog;
import io.sluice.resilience.BreakerTargetHealth;
import io.sluice.runner.admin.AdminErrors;
import io.sluice.runner.admin.AdminGate;
import io.sluice.runner.admin.AdminTokens;
import io.sluice.runner.admin.AuditTrail;
import io.sluice.runner.admin.CacheController;
import io.sluice.runner.admin.DecisionsController;
import io.sluice.runner.admin.ExplainController;
import io.sluice.runner.admin.FailedAttempts;
import io.sluice.runner.admin.OpenApiController;
import io.sluice.runner.admin.QuotasController;
import io.sluice.runner.admin.TargetsController;
import io.sluice.runner.admin.UnknownCalls;
import io.sluice.runner.admin.UsageController;
import io.sluice.runner.catalog.CurrentCatalog;
import io.sluice.runner.quota.CurrentQuotas;
import java.nio.file.Path;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which parts the admin API is made of. */
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {

  private static final Logger logger = LoggerFactory.getLogger(AdminConfiguration.class);

  @Bean
  FilterRegistrationBean<AdminGate> adminGate(SluiceProperties properties) {
    var tokens = new AdminTokens(properties.admin().known());
    if (tokens.isEmpty()) {
      logger.warn("no sluice.admin.tokens: the admin API refuses everybody");
    }
    var gate =
        new FilterRegistrationBean<>(
            new AdminGate(tokens, new FailedAttempts(InstantSource.system())));
    gate.addUrlPatterns("/admin/*");
    return gate;
  }

  @Bean
  AuditTrail auditTrail(SluiceProperties properties) {
    return new AuditTrail(Path.of(properties.admin().auditFile()), InstantSource.system());
  }

  @Bean
  QuotasController quotasController(
      CurrentQuotas quotas, QuotaStore store, CurrentCatalog catalog, AuditTrail audit) {
    return new QuotasController(quotas, store, catalog, audit);
  }

  @Bean
  UsageController usageController(CurrentQuotas quotas, TokenLedger ledger) {
    return new UsageController(quotas, ledger, InstantSource.system());
  }

  @Bean
  CacheController cacheController(AnswerStore answers, AuditTrail audit) {
    return new CacheController(answers, audit, InstantSource.system());
  }

  @Bean
  ExplainController explainController(
      SemanticCache cache, CurrentCatalog catalog, AuditTrail audit) {
    return new ExplainController(cache, catalog, audit, InstantSource.system());
  }

  @Bean
  TargetsController targetsController(
      CurrentCatalog catalog, BreakerTargetHealth health, AuditTrail audit) {
    return new TargetsController(catalog, health, audit);
  }

  @Bean
  DecisionsController decisionsController(DecisionLog decisions) {
    return new DecisionsController(decisions);
  }

  @Bean
  OpenApiController openApiController() {
    return new OpenApiController();
  }

  @Bean
  AdminErrors adminErrors() {
    return new AdminErrors();
  }

  @Bean
  UnknownCalls unknownCalls() {
    return new UnknownCalls();
  }
}
