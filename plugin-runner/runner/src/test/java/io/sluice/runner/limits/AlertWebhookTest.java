package io.sluice.runner.limits;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.Unit;
import io.sluice.exchange.ledger.Window;
import io.sluice.tokenlimit.BudgetAlert;
import io.sluice.tokenlimit.quota.Budget;
import io.sluice.tokenlimit.quota.Cover;
import io.sluice.tokenlimit.quota.OnExceed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AlertWebhookTest {

  private static final Window DAY = new Window.Calendar(Window.Period.DAY, ZoneOffset.UTC);

  private static final Budget BUDGET =
      new Budget(
          "money",
          Cover.EVERYONE,
          Set.of(),
          Unit.MICRO_USD,
          2_500_000,
          0,
          DAY,
          OnExceed.REFUSE,
          false,
          List.of(80));

  private static final BudgetAlert ALERT =
      new BudgetAlert(
          BUDGET,
          "money/usd/day@UTC",
          80,
          new Standing(
              new Account("money/usd/day@UTC", Unit.MICRO_USD, 2_500_000, 0, DAY),
              2_500_000,
              2_000_001,
              500,
              Duration.ofHours(3)),
          Instant.parse("2026-11-20T21:00:00Z"));

  private final List<String> received = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private final List<Integer> statuses = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          received.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(statuses.isEmpty() ? 204 : statuses.removeFirst(), -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private AlertWebhook webhook(String authorization) {
    return new AlertWebhook(
        URI.create("http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort())),
        authorization,
        Duration.ZERO);
  }

  @Test
  void postsTheAlertOnceWithMoneyInDollars() {
    webhook("Bearer secret").raise(ALERT);

    assertThat(received).hasSize(1);
    assertThat(authorizations).containsExactly("Bearer secret");
    assertThat(new JsonMapper().readTree(received.getFirst()))
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"id": "money/usd/day@UTC/80/2026-11-20T21:00:00Z", "event": "budget_alert",
                     "at": "2026-11-20T21:00:00Z", "budget": "money",
                     "account": "money/usd/day@UTC", "percent": 80, "unit": "usd",
                     "used": 2.000001, "reserved": 0.000500, "allowed": 2.500000,
                     "resetsInSeconds": 10800}
                    """));
  }

  @Test
  void triesAgainAndGivesUpAfterTheThirdTime() {
    statuses.addAll(List.of(503, 204));
    webhook("").raise(ALERT);
    assertThat(received).hasSize(2);
    assertThat(authorizations).containsOnlyNulls();

    received.clear();
    statuses.addAll(List.of(500, 500, 500, 500));
    webhook("").raise(ALERT);
    assertThat(received).hasSize(3);
  }

  @Test
  void aReceiverThatIsAwayHarmsNobody() {
    server.stop(0);

    webhook("").raise(ALERT);

    assertThat(received).isEmpty();
  }
}
