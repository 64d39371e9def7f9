package io.sluice.cache.guard;

import io.sluice.cache.guard.Verdict.Different;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Another member of the same kind: May for June, Oslo for Rome, kilograms for pounds. */
final class KindRule implements Rule {

  @Override
  public Optional<Different> check(Difference difference, Lexicon lexicon) {
    var asked = members(difference.asked(), difference, lexicon);
    var stored = members(difference.stored(), difference, lexicon);
    if (asked.equals(stored)) {
      return Optional.empty();
    }
    var onlyAsked = without(asked, stored);
    var onlyStored = without(stored, asked);
    return onlyAsked.stream()
        .filter(member -> member.kind().strict() || names(onlyStored, member.kind()))
        .findFirst()
        .or(() -> onlyStored.stream().filter(member -> member.kind().strict()).findFirst())
        .map(member -> new Different(member.kind().reason(), member.kind().name()));
  }

  private static boolean names(Set<Member> members, Kind kind) {
    return members.stream().anyMatch(member -> member.kind().equals(kind));
  }

  /** In the order of the question, so that the same one is always named. */
  private static Set<Member> members(Question question, Difference difference, Lexicon lexicon) {
    var members = new LinkedHashSet<Member>();
    for (var token : question.tokens()) {
      if (!difference.slips().contains(token)) {
        members.addAll(lexicon.members(token));
      }
    }
    return members;
  }

  private static Set<Member> without(Set<Member> members, Set<Member> others) {
    var rest = new LinkedHashSet<>(members);
    rest.removeAll(others);
    return rest;
  }
}
