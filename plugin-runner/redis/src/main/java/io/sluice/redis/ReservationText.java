package io.sluice.redis;

import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.Unit;
import io.sluice.exchange.ledger.Window;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes a reservation as JSON, as it is kept while it is held, and reads it again. */
final class ReservationText {

  private static final JsonMapper JSON = JsonMapper.shared();

  private ReservationText() {}

  static String write(Reservation reservation) {
    var root = JSON.createObjectNode();
    root.put("note", reservation.note());
    var expected = reservation.expected();
    root.putArray("expected")
        .add(expected.prompt())
        .add(expected.completion())
        .add(expected.microUsd());
    var accounts = root.putArray("accounts");
    for (var account : reservation.accounts()) {
      var node = accounts.addObject();
      node.put("key", account.key());
      node.put("unit", account.unit().name());
      node.put("limit", account.limit());
      node.put("burst", account.burst());
      // These two are for the script that lets go of what expired.
      node.put("amount", expected.in(account.unit()));
      node.put("back", WindowStarts.back(account.window()));
      window(node, account.window());
    }
    return root.toString();
  }

  private static void window(ObjectNode node, Window window) {
    switch (window) {
      case Window.Sliding sliding -> node.put("length", sliding.length().toString());
      case Window.Calendar calendar ->
          node.put("period", calendar.period().name()).put("zone", calendar.zone().getId());
    }
  }

  static Reservation read(String id, String text) {
    var root = JSON.readTree(text);
    var expected = root.get("expected");
    var accounts = new ArrayList<Account>();
    for (var node : root.get("accounts")) {
      accounts.add(
          new Account(
              node.get("key").asString(),
              Unit.valueOf(node.get("unit").asString()),
              node.get("limit").asLong(),
              node.get("burst").asLong(),
              window(node)));
    }
    var spend =
        new Spend(expected.get(0).asLong(), expected.get(1).asLong(), expected.get(2).asLong());
    return new Reservation(id, accounts, spend, root.get("note").asString());
  }

  private static Window window(JsonNode node) {
    return node.has("length")
        ? new Window.Sliding(Duration.parse(node.get("length").asString()))
        : new Window.Calendar(
            Window.Period.valueOf(node.get("period").asString()),
            ZoneId.of(node.get("zone").asString()));
  }
}
