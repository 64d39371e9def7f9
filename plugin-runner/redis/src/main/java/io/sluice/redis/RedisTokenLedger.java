package io.sluice.redis;

import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Outcome;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.TokenLedger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * A ledger in Redis: each operation is one script, one round trip, one step.
 *
 * <p>The server's clock counts. The caller's only says around which moment the beginnings of
 * calendar windows are passed; one that is more than a window off is an error.
 */
public final class RedisTokenLedger implements TokenLedger {

  private static final Script RESERVE = Script.of("accounts.lua", "refusal.lua", "reserve.lua");
  private static final Script PROBE = Script.of("accounts.lua", "refusal.lua", "probe.lua");
  private static final Script SETTLE = Script.of("accounts.lua", "settlement.lua", "settle.lua");
  private static final Script CHARGE = Script.of("accounts.lua", "settlement.lua", "charge.lua");
  private static final Script HELD = script("held");
  private static final Script STANDINGS = script("standings");
  private static final Script KEYS = script("keys");
  private static final Script CLAIM = script("claim");

  private final Redis redis;
  private final String keys;
  private final InstantSource clock;
  private final boolean serverTime;
  private final WindowStarts starts = new WindowStarts();

  public RedisTokenLedger(Redis redis) {
    this(redis, redis.keys(), InstantSource.system(), true);
  }

  /**
   * @param serverTime whether the server's clock counts, or, in a test, the given one
   */
  RedisTokenLedger(Redis redis, String keys, InstantSource clock, boolean serverTime) {
    this.redis = redis;
    this.keys = keys;
    this.clock = clock;
    this.serverTime = serverTime;
  }

  private static Script script(String name) {
    return Script.of("accounts.lua", name + ".lua");
  }

  @Override
  public Outcome reserve(Reservation reservation, Duration lifetime) {
    var moment = clock.instant();
    var accounts = reservation.accounts();
    var call =
        call(moment)
            .key("r", reservation.id())
            .argument(lifetime.toMillis())
            .accounts(reservation, reservation.expected(), starts, moment)
            .argument(ReservationText.write(reservation));
    return outcome(accounts, run("reserve tokens", RESERVE, call));
  }

  @Override
  public Outcome probe(List<Account> accounts, Spend expected) {
    var moment = clock.instant();
    var call = call(moment).accounts(accounts, expected, starts, moment);
    return outcome(accounts, run("look for room", PROBE, call));
  }

  private static Outcome outcome(List<Account> accounts, Object answer) {
    var reply = new LedgerReply(answer);
    return reply.isDone()
        ? new Outcome.Granted(reply.standings(accounts))
        : reply.refused(accounts);
  }

  @Override
  public Optional<List<Standing>> settle(Reservation reservation, Spend actual) {
    var moment = clock.instant();
    var call =
        call(moment).key("r", reservation.id()).accounts(reservation, actual, starts, moment);
    return standings(reservation, run("settle a reservation", SETTLE, call));
  }

  @Override
  public Optional<List<Standing>> charge(Reservation reservation, Spend actual, Duration remember) {
    var moment = clock.instant();
    var call =
        call(moment)
            .key("r", reservation.id())
            .key("c", reservation.id())
            .argument(remember.toMillis())
            .accounts(reservation, actual, starts, moment);
    return standings(reservation, run("charge a spend", CHARGE, call));
  }

  private static Optional<List<Standing>> standings(Reservation reservation, Object answer) {
    var reply = new LedgerReply(answer);
    return reply.isDone() ? Optional.of(reply.standings(reservation.accounts())) : Optional.empty();
  }

  @Override
  public Optional<Reservation> held(String id) {
    var answer = run("look up a reservation", HELD, call(clock.instant()).key("r", id));
    return answer instanceof byte[] text
        ? Optional.of(ReservationText.read(id, new String(text, StandardCharsets.UTF_8)))
        : Optional.empty();
  }

  @Override
  public List<Standing> standings(List<Account> accounts) {
    var moment = clock.instant();
    var call = call(moment).accounts(accounts, Spend.NOTHING, starts, moment);
    return new LedgerReply(run("look up accounts", STANDINGS, call)).standings(accounts);
  }

  @Override
  public List<String> keys(int limit) {
    var answer = run("list accounts", KEYS, call(clock.instant()).argument(limit));
    return ((List<?>) answer)
        .stream().map(name -> new String((byte[]) name, StandardCharsets.UTF_8)).toList();
  }

  @Override
  public boolean claim(String mark, Duration lifetime) {
    var call = call(clock.instant()).key("m", mark).argument(lifetime.toMillis());
    return (Long) run("claim a mark", CLAIM, call) == 1;
  }

  private LedgerCall call(Instant moment) {
    return new LedgerCall(keys, serverTime ? "" : Long.toString(moment.toEpochMilli()));
  }

  private Object run(String action, Script script, LedgerCall call) {
    return redis.run(action, script, call.keys(), call.arguments());
  }
}
