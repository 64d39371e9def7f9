package io.sluice.cache.guard;

import io.sluice.cache.guard.Verdict.Different;
import java.util.Optional;

/** One way in which near questions differ. */
interface Rule {

  /** Returns why the questions differ, if this rule tells them apart. */
  Optional<Different> check(Difference difference, Lexicon lexicon);
}
