package io.sluice.redis;

import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.Window;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keys and arguments of one call of a ledger's script, in the order in which they are read. */
final class LedgerCall {

  private static final int DOUBLES = 5;

  private final String prefix;
  private final List<byte[]> keys = new ArrayList<>();
  private final List<byte[]> arguments = new ArrayList<>();

  /**
   * @param now for the script, in milliseconds since 1970; empty for the server's own clock
   */
  LedgerCall(String prefix, String now) {
    this.prefix = prefix;
    keys.add(bytes(prefix + "held"));
    keys.add(bytes(prefix + "accounts"));
    argument(now);
    argument(prefix);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @param kind a letter that tells apart what may have the same name
   */
  LedgerCall key(String kind, String name) {
    keys.add(bytes(prefix + kind + ":" + name));
    return this;
  }

  LedgerCall argument(String argument) {
    arguments.add(bytes(argument));
    return this;
  }

  LedgerCall argument(long argument) {
    return argument(Long.toString(argument));
  }

  /**
   * Adds a reservation's accounts, each with what counts in it of the spend, and of the one that
   * was expected.
   */
  LedgerCall accounts(Reservation reservation, Spend spend, WindowStarts starts, Instant moment) {
    return accounts(reservation.accounts(), spend, reservation.expected(), starts, moment);
  }

  /** Adds accounts, each with what counts in it of the spend. */
  LedgerCall accounts(List<Account> accounts, Spend spend, WindowStarts starts, Instant moment) {
    return accounts(accounts, spend, Spend.NOTHING, starts, moment);
  }

  /** Packs all numbers into one argument: each argument costs the server more than a number. */
  private LedgerCall accounts(
      List<Account> accounts, Spend spend, Spend expected, WindowStarts starts, Instant moment) {
    var packed =
        ByteBuffer.allocate((1 + accounts.size() * (DOUBLES + WindowStarts.COUNT)) * Double.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putDouble(0);
    int same = 0;
    for (var account : accounts) {
      key("a", account.key());
      same = 31 * (31 * same + account.key().hashCode()) + (int) expected.in(account.unit());
      put(packed, account.limit());
      put(packed, account.burst());
      put(packed, spend.in(account.unit()));
      put(packed, expected.in(account.unit()));
      switch (account.window()) {
        case Window.Sliding sliding -> put(packed, sliding.slotMillis());
        case Window.Calendar calendar -> {
          put(packed, 0);
          starts.around(calendar, moment).forEach(start -> put(packed, start));
        }
      }
    }
    packed.putDouble(0, same).flip();
    var argument = new byte[packed.remaining()];
    packed.get(argument);
    arguments.add(argument);
    return this;
  }

  /** Adds a number, which is exact: all are far below 2^53. */
  private static void put(ByteBuffer packed, long number) {
    packed.putDouble((double) number);
  }

  List<byte[]> keys() {
    return keys;
  }

  List<byte[]> arguments() {
    return arguments;
  }
}
