package io.sluice.redis;

import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.Unit;
import io.sluice.exchange.ledger.Window;
import java.io.StringWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes a reservation as JSON, as it is kept while it is held, and reads it again. */
final class ReservationText {

  private static final JsonMapper JSON = JsonMapper.shared();

  private ReservationText() {}

  static String write(Reservation reservation) {
    var text = new StringWriter(512);
    try (var json = JSON.createGenerator(text)) {
      write(reservation, json);
    }
    return text.toString();
  }

  private static void write(Reservation reservation, JsonGenerator json) {
    var expected = reservation.expected();
    json.writeStartObject();
    json.writeStringProperty("note", reservation.note());
    json.writeArrayPropertyStart("expected");
    json.writeNumber(expected.prompt());
    json.writeNumber(expected.completion());
    json.writeNumber(expected.microUsd());
    json.writeEndArray();
    json.writeArrayPropertyStart("accounts");
    for (var account : reservation.accounts()) {
      json.writeStartObject();
      json.writeStringProperty("key", account.key());
      json.writeStringProperty("unit", account.unit().name());
      json.writeNumberProperty("limit", account.limit());
      json.writeNumberProperty("burst", account.burst());
      window(json, account.window());
      // These two are for the script that lets go of what expired.
      json.writeNumberProperty("amount", expected.in(account.unit()));
      json.writeNumberProperty("back", WindowStarts.back(account.window()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void window(JsonGenerator json, Window window) {
    switch (window) {
      case Window.Sliding sliding ->
          json.writeStringProperty("length", sliding.length().toString());
      case Window.Calendar calendar -> {
        json.writeStringProperty("period", calendar.period().name());
        json.writeStringProperty("zone", calendar.zone().getId());
      }
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
