package io.sluice.cache.guard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The word lists, as the rules look words up in them. Immutable once read. */
record Lexicon(
    Map<String, List<String>> contractions,
    Phrases fillers,
    Set<String> fillerWords,
    Phrases phrases,
    Set<String> functionWords,
    Set<String> negators,
    Map<String, String> numbers,
    Map<String, String> synonyms,
    Map<String, Set<Side>> opposites,
    Map<String, List<Member>> members,
    Map<String, String> targets,
    Map<String, String> directions,
    Map<String, List<String>> languages,
    Set<String> fileEndings) {

  /** The lists that come with this program. */
  static final Lexicon PACKAGED = read();

  private static Lexicon read() {
    var phrases = new Phrases();
    var fillers = new Phrases();
    var fillerWords = new HashSet<String>();
    for (var line : WordFile.lines("fillers.txt")) {
      var words = WordFile.split(line, ' ');
      fillers.add(words);
      if (words.size() == 1) {
        fillerWords.add(line);
      }
    }
    var negators = new HashSet<String>();
    for (var line : WordFile.lines("negators.txt")) {
      negators.add(phrase(line.replace(' ', '_'), phrases));
    }
    var members = new HashMap<String, List<Member>>();
    readKinds(members, phrases);
    readPlaces(members, phrases);
    return new Lexicon(
        readContractions(),
        fillers,
        fillerWords,
        phrases,
        WordFile.words("function-words.txt").collect(Collectors.toSet()),
        negators,
        readNumbers(),
        readSynonyms(),
        readOpposites(phrases),
        members,
        readTargets(phrases),
        readDirections(),
        readLanguages(),
        WordFile.words("file-endings.txt").collect(Collectors.toSet()));
  }

  /** Returns what is compared of a word: a kind's member, its synonym's or its own stem. */
  String key(String word) {
    var member = members.get(word);
    if (member != null && member.size() == 1 && member.getFirst().kind().strict()) {
      return member.getFirst().name();
    }
    var synonym = synonyms.get(word);
    if (synonym != null) {
      return synonym;
    }
    var stem = Stem.of(word);
    return synonyms.getOrDefault(stem, stem);
  }

  Set<Side> sides(Token token) {
    var sides = opposites.get(token.text());
    return sides == null ? opposites.getOrDefault(token.key(), Set.of()) : sides;
  }

  List<Member> members(Token token) {
    var found = members.get(token.text());
    return found == null ? members.getOrDefault(token.key(), List.of()) : found;
  }

  /** Returns whether a list holds the word: then it is no misspelling of another. */
  boolean knows(Token token) {
    return members.containsKey(token.text())
        || opposites.containsKey(token.text())
        || synonyms.containsKey(token.text())
        || functionWords.contains(token.text())
        || negators.contains(token.text());
  }

  /** Remembers a member of several words as a phrase. */
  private static String phrase(String member, Phrases phrases) {
    if (member.indexOf('_') > 0) {
      phrases.add(WordFile.split(member, '_'));
    }
    return member;
  }

  private static Map<String, List<String>> readContractions() {
    var contractions = new HashMap<String, List<String>>();
    for (var line : WordFile.lines("contractions.txt")) {
      var sides = WordFile.split(line, '=');
      contractions.put(sides.get(0), WordFile.split(sides.get(1), ' '));
    }
    return contractions;
  }

  private static Map<String, String> readNumbers() {
    var numbers = new HashMap<String, String>();
    for (var line : WordFile.lines("numbers.txt")) {
      var parts = WordFile.split(line, ' ');
      numbers.put(parts.get(0), parts.get(1));
    }
    return numbers;
  }

  private static Map<String, String> readSynonyms() {
    var synonyms = new HashMap<String, String>();
    for (var line : WordFile.lines("synonyms.txt")) {
      var words = WordFile.split(line, ' ');
      var head = Stem.of(words.getFirst());
      for (var word : words) {
        synonyms.putIfAbsent(word, head);
        synonyms.putIfAbsent(Stem.of(word), head);
      }
    }
    return synonyms;
  }

  private static Map<String, Set<Side>> readOpposites(Phrases phrases) {
    var opposites = new HashMap<String, Set<Side>>();
    int pair = 0;
    for (var line : WordFile.lines("antonyms.txt")) {
      var sides = WordFile.split(line, ':');
      for (int i = 0; i < 2; i++) {
        for (var word : WordFile.split(sides.get(i), ' ')) {
          var side = new Side(pair, i == 1);
          phrase(word, phrases);
          opposites.computeIfAbsent(word, any -> new HashSet<>()).add(side);
          opposites.computeIfAbsent(Stem.of(word), any -> new HashSet<>()).add(side);
        }
      }
      pair++;
    }
    return opposites;
  }

  private static void readKinds(Map<String, List<Member>> members, Phrases phrases) {
    for (var line : WordFile.lines("kinds.txt")) {
      int colon = line.indexOf(':');
      var head = WordFile.split(line.substring(0, colon), ' ');
      var reason = Reason.valueOf(head.get(0).toUpperCase(Locale.ROOT));
      addMembers(kind(reason, head.get(1)), line.substring(colon + 1), true, members, phrases);
    }
  }

  /** The file of names: sections with a country a line, or with members as in the file of kinds. */
  private static void readPlaces(Map<String, List<Member>> members, Phrases phrases) {
    var kind = new Kind(Reason.ENTITY, "", false);
    for (var line : WordFile.lines("places.txt")) {
      if (line.startsWith("[")) {
        kind = kind(Reason.ENTITY, line.substring(1, line.length() - 1));
      } else {
        // A name has no plural: Maine is not "main".
        addMembers(kind, line, false, members, phrases);
      }
    }
  }

  private static Kind kind(Reason reason, String name) {
    boolean weak = name.endsWith("~");
    return new Kind(reason, weak ? name.substring(0, name.length() - 1) : name, !weak);
  }

  private static void addMembers(
      Kind kind, String list, boolean stems, Map<String, List<Member>> members, Phrases phrases) {
    for (var spellings : WordFile.split(list, '|')) {
      var words = WordFile.split(spellings, ' ');
      var member = new Member(kind, words.getFirst());
      for (var word : words) {
        phrase(word, phrases);
        add(members, word, member);
        if (stems) {
          add(members, Stem.of(word), member);
        }
      }
    }
  }

  private static void add(Map<String, List<Member>> members, String word, Member member) {
    var list = members.computeIfAbsent(word, any -> new ArrayList<>(1));
    if (!list.contains(member)) {
      list.add(member);
    }
  }

  private static Map<String, String> readTargets(Phrases phrases) {
    var targets = new HashMap<String, String>();
    for (var line : WordFile.lines("targets.txt")) {
      var sides = WordFile.split(line, ':');
      for (var phrase : WordFile.split(sides.get(1), '|')) {
        targets.put(phrase(phrase, phrases), sides.get(0));
      }
    }
    return targets;
  }

  private static Map<String, String> readDirections() {
    var directions = new HashMap<String, String>();
    for (var line : WordFile.lines("directions.txt")) {
      var sides = WordFile.split(line, ':');
      WordFile.split(sides.get(1), ' ').forEach(word -> directions.put(word, sides.get(0)));
    }
    return directions;
  }

  /** For each little word, the languages that have it. */
  private static Map<String, List<String>> readLanguages() {
    var languages = new HashMap<String, List<String>>();
    for (var line : WordFile.lines("languages.txt")) {
      var sides = WordFile.split(line, ':');
      for (var word : WordFile.split(sides.get(1), ' ')) {
        languages.computeIfAbsent(word, any -> new ArrayList<>(1)).add(sides.get(0));
      }
    }
    return languages;
  }
}
