package io.sluice.tokenlimit.quota;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Subject;

/** Parties and the catalog that these tests share. */
final class Parties {

  static final Catalog CATALOG =
      Catalog.parse(
          """
          tiers: [fast, smart]
          targets:
            - {name: mini, tier: fast, model: m, price: {input: 1, output: 1}}
            - {name: big, tier: smart, model: b, price: {input: 1, output: 1}}
          """);

  static final Party ALICE = party("alice", "finance");
  static final Party BOB = party("bob", "");
  static final Party ANONYMOUS = party("", "");

  private Parties() {}

  static Party party(String consumer, String department) {
    return new Party(new Subject(consumer, department, "chat"), "", "");
  }

  static Party decided(Party party, String tier, String target) {
    return new Party(party.subject(), tier, target);
  }
}
