package io.sluice.runner.limits;

import io.sluice.tokenlimit.AlertSink;
import io.sluice.tokenlimit.BudgetAlert;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each alert, and hands it on. */
public final class LoggedAlerts implements AlertSink {

  private static final Logger logger = LoggerFactory.getLogger(LoggedAlerts.class);

  private final AlertSink next;

  public LoggedAlerts(AlertSink next) {
    this.next = next;
  }

  @Override
  public void raise(BudgetAlert alert) {
    logger
        .atWarn()
        .addKeyValue("budget", alert.budget().name())
        .addKeyValue("account", alert.account())
        .addKeyValue("percent", alert.percent())
        .addKeyValue("used", alert.standing().used())
        .addKeyValue("reserved", alert.standing().reserved())
        .addKeyValue("allowed", alert.standing().allowed())
        .addKeyValue("unit", alert.budget().unit())
        .log("budget alert");
    next.raise(alert);
  }
}
