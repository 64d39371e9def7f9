package io.sluice.router;

import io.sluice.exchange.Ability;
import io.sluice.exchange.Target;
import io.sluice.router.candidates.Asked;
import io.sluice.router.candidates.Candidates;
import java.util.Optional;
import java.util.stream.Collectors;

/** What targets must be able to for a request: by what the catalog says of them. */
final class Abilities {

  static final String STEP = "ability";

  /** Of UTF-8, whatever the vocabulary: no tokenizer makes more tokens of a text than bytes. */
  private static final int MOST_TOKENS_PER_BYTE = 1;

  /** What a chat adds to its texts, such as images; beyond it tokens are counted. */
  private static final int OVERHEAD_TOKENS = 4096;

  private Abilities() {}

  /** Removes the targets that the request is too much for. */
  static Candidates apply(Candidates candidates, Asked asked) {
    return candidates.without(STEP, target -> objection(target, asked));
  }

  private static Optional<String> objection(Target target, Asked asked) {
    var profile = target.profile();
    if (profile.abilities().isPresent()) {
      var missing =
          asked.needs().stream()
              .filter(need -> !profile.can(need))
              .map(Ability::word)
              .collect(Collectors.joining(" "));
      if (!missing.isEmpty()) {
        return Optional.of(missing);
      }
    }
    if (profile.contextWindow() > 0 && !fits(target, asked)) {
      return Optional.of("context_window");
    }
    if (!profile.languages().isEmpty()) {
      return asked
          .language()
          .filter(language -> !profile.speaks(language))
          .map(language -> "language " + language);
    }
    return Optional.empty();
  }

  private static boolean fits(Target target, Asked asked) {
    long room = target.profile().contextWindow() - asked.expectedCompletion();
    long most =
        (long) asked.exchange().request().body().length * MOST_TOKENS_PER_BYTE + OVERHEAD_TOKENS;
    return most <= room || asked.exactPromptTokens(target) <= room;
  }
}
