package io.sluice.router.guard;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds phrases that stand in many prompts that have nothing else in common, and whose prompts go
 * to the dearest tier far more often than a route's others.
 *
 * <p>A phrase is four words in a row, kept as a hash. Of the phrases of the last {@value #WINDOW}
 * to twice as many prompts the most frequent are kept, counted too low rather than too high (lossy
 * counting, Manku and Motwani, 2002): memory is bounded, whatever is asked. Thread-safe; calls wait
 * for each other for microseconds.
 */
public final class PushedPhrases {

  /** Counts are halved after so many prompts. */
  public static final int WINDOW = 5_000;

  private static final int CAPACITY = 4_096;

  private static final int WORDS = 4;

  /** Of a longer prompt the first and the last words are looked at. */
  private static final int MOST_WORDS = 120;

  /** In fewer prompts a phrase may stand by chance. */
  private static final int FEWEST = 20;

  /** The share of its prompts that have little else in common. */
  private static final double DIFFERENT = 0.25;

  private static final int BITS = 256;

  /** By how much its prompts' share of the dearest tier is over the others', in points of one. */
  private static final double LIFT = 0.3;

  private static final Duration QUIET = Duration.ofHours(1);

  /** From here on scripts put no spaces between words: a letter counts as one. */
  private static final char FIRST_UNSPACED = 0x2E80;

  private static final long PRIME = 0x100000001b3L;

  private final Map<Long, Phrase> phrases = new HashMap<>();
  private final Map<Long, Instant> reported = new HashMap<>();
  private long prompts;
  private double total;
  private double top;

  /**
   * What was found.
   *
   * @param digest tells the phrase from others, and not what it says
   * @param prompts how many prompts of the window hold it
   */
  public record Pushed(String digest, long prompts) {}

  /** A phrase that was seen, and where. */
  private static final class Phrase {
    private double seen;
    private double top;
    private final BitSet surroundings = new BitSet(BITS);

    /** Estimates how many there are (linear counting, Whang and others, 1990). */
    private double different() {
      return -BITS * Math.log(1 - (double) surroundings.cardinality() / BITS);
    }
  }

  /**
   * Counts a prompt.
   *
   * @param toTop whether it goes to the dearest tier
   * @return the phrase of it that pushes most prompts, each phrase at most once an hour
   */
  public Optional<Pushed> add(String text, boolean toTop, Instant now) {
    var words = words(text);
    var shingles = shingles(words);
    var surroundings = surroundings(words, shingles.length);
    synchronized (phrases) {
      age();
      total++;
      top += toTop ? 1 : 0;
      @Nullable Phrase most = null;
      long digest = 0;
      for (int i = 0; i < shingles.length; i++) {
        if (isRepeated(shingles, i)) {
          continue;
        }
        var phrase = count(shingles[i], toTop, surroundings[i]);
        if (pushes(phrase) && (most == null || phrase.seen > most.seen)) {
          most = phrase;
          digest = shingles[i];
        }
      }
      return most == null || !toTop ? Optional.empty() : report(shingles, digest, most, now);
    }
  }

  /** Returns how many phrases are kept: at most 4,096. */
  public int size() {
    synchronized (phrases) {
      return phrases.size();
    }
  }

  private Phrase count(long shingle, boolean toTop, int surroundings) {
    var phrase = phrases.get(shingle);
    if (phrase == null) {
      phrase = new Phrase();
      if (phrases.size() >= CAPACITY) {
        makeRoom();
      }
      phrases.put(shingle, phrase);
    }
    phrase.seen++;
    phrase.top += toTop ? 1 : 0;
    phrase.surroundings.set(Math.floorMod(surroundings, BITS));
    return phrase;
  }

  /** Drops the rarest eighth at once, so that a new phrase costs little on average. */
  private void makeRoom() {
    var counts = phrases.values().stream().mapToDouble(phrase -> phrase.seen).sorted().toArray();
    double limit = counts[CAPACITY / 8];
    phrases.values().removeIf(phrase -> phrase.seen <= limit);
  }

  private boolean pushes(Phrase phrase) {
    double others = total - phrase.seen;
    if (phrase.seen < FEWEST || others < FEWEST || phrase.different() < phrase.seen * DIFFERENT) {
      return false;
    }
    double rest = Math.max(0, top - phrase.top) / others;
    double share = phrase.top / phrase.seen;
    // Twice the standard error, so that luck with few prompts is no push.
    double error = 2 * Math.sqrt(Math.max(share * (1 - share), 0.05) / phrase.seen);
    return share - error >= rest + LIFT;
  }

  /** The phrases of one sentence are one report. */
  private Optional<Pushed> report(long[] shingles, long digest, Phrase phrase, Instant now) {
    reported.values().removeIf(then -> !now.isBefore(then.plus(QUIET)));
    boolean known = false;
    for (var shingle : shingles) {
      known |= reported.containsKey(shingle);
    }
    if (known || reported.size() >= CAPACITY) {
      return Optional.empty();
    }
    for (var shingle : shingles) {
      var other = phrases.get(shingle);
      if (other != null && pushes(other)) {
        reported.put(shingle, now);
      }
    }
    return Optional.of(new Pushed(HexFormat.of().toHexDigits(digest), Math.round(phrase.seen)));
  }

  private void age() {
    if (++prompts % WINDOW != 0) {
      return;
    }
    total /= 2;
    top /= 2;
    phrases.values().removeIf(phrase -> phrase.seen < 2);
    for (var phrase : phrases.values()) {
      phrase.seen /= 2;
      phrase.top /= 2;
      phrase.surroundings.clear();
    }
  }

  /**
   * One word of each prompt, other than the phrase's, stands for the prompt: the one of the least
   * hash (min-hashing, Broder, 1997). Prompts that have most words in common often have the same.
   */
  private static int[] surroundings(List<String> words, int phrases) {
    int count = words.size();
    var before = new int[count + 1];
    var behind = new int[count + 1];
    before[0] = Integer.MAX_VALUE;
    behind[count] = Integer.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      before[i + 1] = Math.min(before[i], mixed(words.get(i)));
      behind[count - i - 1] = Math.min(behind[count - i], mixed(words.get(count - i - 1)));
    }
    var surroundings = new int[phrases];
    for (int i = 0; i < phrases; i++) {
      surroundings[i] = Math.min(before[i], behind[i + WORDS]);
    }
    return surroundings;
  }

  private static int mixed(String word) {
    int hash = word.hashCode() * 0x9E3779B9;
    return hash ^ (hash >>> 15);
  }

  private static boolean isRepeated(long[] shingles, int at) {
    for (int i = 0; i < at; i++) {
      if (shingles[i] == shingles[at]) {
        return true;
      }
    }
    return false;
  }

  private static List<String> words(String text) {
    var words = new ArrayList<String>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean inner = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
      if (inner && text.charAt(i) >= FIRST_UNSPACED) {
        if (start >= 0) {
          words.add(text.substring(start, i).toLowerCase(Locale.ROOT));
          start = -1;
        }
        words.add(text.substring(i, i + 1));
      } else if (inner && start < 0) {
        start = i;
      } else if (!inner && start >= 0) {
        words.add(text.substring(start, i).toLowerCase(Locale.ROOT));
        start = -1;
      }
    }
    if (words.size() <= MOST_WORDS) {
      return words;
    }
    var ends = new ArrayList<>(words.subList(0, MOST_WORDS / 2));
    ends.addAll(words.subList(words.size() - MOST_WORDS / 2, words.size()));
    return ends;
  }

  private static long[] shingles(List<String> words) {
    var shingles = new long[Math.max(0, words.size() - WORDS + 1)];
    for (int i = 0; i < shingles.length; i++) {
      long hash = 0xcbf29ce484222325L;
      for (int word = i; word < i + WORDS; word++) {
        for (byte b : words.get(word).getBytes(StandardCharsets.UTF_8)) {
          hash = (hash ^ b) * PRIME;
        }
        hash = (hash ^ ' ') * PRIME;
      }
      shingles[i] = hash;
    }
    return shingles;
  }
}
