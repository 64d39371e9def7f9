package io.sluice.exchange;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a target is, for those who choose among several. What a catalog does not say is held against
 * no target, except by a rule that requires it.
 *
 * @param provider who runs it; empty: not said
 * @param region where it runs; empty: not said
 * @param tags whatever else rules may ask for, such as {@code on-premises}
 * @param contextWindow tokens of prompt and answer together; 0: not said
 * @param abilities what it can; empty: not said
 * @param languages it does well in, as ISO 639-1 codes; empty: not said
 * @param quality how well it does; empty: not said
 */
public record Profile(
    String provider,
    String region,
    Set<String> tags,
    long contextWindow,
    Optional<Set<Ability>> abilities,
    Set<String> languages,
    Optional<Quality> quality) {

  /** Of which nothing is said. */
  public static final Profile UNKNOWN =
      new Profile("", "", Set.of(), 0, Optional.empty(), Set.of(), Optional.empty());

  public Profile {
    tags = Set.copyOf(tags);
    abilities = abilities.map(Set::copyOf);
    languages = Set.copyOf(languages);
    var problems = new Problems("profile");
    if (!provider.isEmpty()) {
      problems.requireToken("provider", provider);
    }
    if (!region.isEmpty()) {
      problems.requireToken("region", region);
    }
    tags.stream().sorted().forEach(tag -> problems.requireToken("tags", tag));
    problems.require(contextWindow >= 0, "context_window", "0 or more", contextWindow);
    languages.stream()
        .sorted()
        .forEach(language ->
            problems.require(
                language.matches("[a-z]{2,3}"), "languages", "an ISO 639 code", language));
    problems.throwIfAny();
  }

  static Profile read(Settings settings) {
    var abilities = settings.choices("abilities", Ability.WORDS);
    return new Profile(
        settings.text("provider", ""),
        settings.text("region", ""),
        new HashSet<>(settings.texts("tags")),
        settings.whole("context_window", 0),
        settings.has("abilities") ? Optional.of(Set.copyOf(abilities)) : Optional.empty(),
        new HashSet<>(settings.texts("languages")),
        settings.has("quality")
            ? Optional.of(settings.section("quality", Quality::read))
            : Optional.empty());
  }

  /** Returns whether it can; a target of which nothing is said is taken to. */
  public boolean can(Ability ability) {
    return abilities.map(known -> known.contains(ability)).orElse(true);
  }

  /** Returns whether it does well in a language; a target of which nothing is said is taken to. */
  public boolean speaks(String language) {
    return languages.isEmpty() || languages.contains(language.toLowerCase(Locale.ROOT));
  }
}
