package io.sluice.tokenlimit.quota;

import io.sluice.exchange.Settings;
import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Unit;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/** How units and amounts of them are written: dollars for what is kept in micro-dollars. */
public final class Units {

  static final Map<String, Unit> WORDS = Words.of(Unit.values(), Units::word);

  private static final int DECIMALS_OF_A_DOLLAR = 6;
  private static final BigDecimal MOST = BigDecimal.valueOf(Account.MOST);

  private Units() {}

  /** Returns a unit as it is written: {@code usd} for micro-dollars. */
  public static String word(Unit unit) {
    return unit == Unit.MICRO_USD ? "usd" : unit.name().toLowerCase(Locale.ROOT);
  }

  /** Returns an amount as it is written: micro-dollars in dollars, exactly. */
  public static BigDecimal written(Unit unit, long amount) {
    if (unit != Unit.MICRO_USD) {
      return BigDecimal.valueOf(amount);
    }
    var dollars = BigDecimal.valueOf(amount, DECIMALS_OF_A_DOLLAR).stripTrailingZeros();
    return dollars.scale() < 0 ? dollars.setScale(0) : dollars;
  }

  /** Reads an amount; one that can't be kept is noted, and 0 instead. */
  static long read(Settings settings, String key, BigDecimal written, Unit unit) {
    boolean dollars = unit == Unit.MICRO_USD;
    var amount = dollars ? written.movePointRight(DECIMALS_OF_A_DOLLAR) : written;
    boolean kept =
        amount.signum() >= 0
            && amount.compareTo(MOST) <= 0
            && (amount.signum() == 0 || amount.stripTrailingZeros().scale() <= 0);
    settings.require(kept, key, rule(unit), written);
    return kept ? amount.longValueExact() : 0;
  }

  private static String rule(Unit unit) {
    return (unit == Unit.MICRO_USD
            ? "dollars with at most " + DECIMALS_OF_A_DOLLAR + " decimals"
            : "a whole number")
        + " in 0 to "
        + written(unit, Account.MOST);
  }
}
