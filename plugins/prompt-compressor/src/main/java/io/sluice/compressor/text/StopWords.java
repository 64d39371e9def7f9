package io.sluice.compressor.text;

import io.sluice.compressor.text.Words.Kind;
import java.util.HashSet;
import java.util.Set;

/** Words that carry grammar and no content, by language; known by their terms. */
public final class StopWords {

  private static final String ENGLISH =
      "an the this that these those there here me my you your we us our he him his she her hers"
          + " it its they them their am is are was were be been being do does did done have has had"
          + " having can could may might must shall should will would of in on at to from for with"
          + " by as into onto about over under through during between among and or but if then than"
          + " because while that which what who whom whose when where why how also too very s t re"
          + " ve ll d m";

  private static final String OTHERS =
      "a i s t d m der die das den dem des ein eine einen einem einer eines und oder aber im am an"
          + " auf aus bei mit nach von vom zu zum zur für über unter durch als wie was wer wen wem"
          + " wo wann warum welche welcher welches welchen welchem ist sind war waren wird wurde"
          + " wurden werden hat haben hatte hatten sein seine seiner seinem ihr ihre ihren ihrer es"
          + " er sie sich nicht auch viele viel dass el la los las un una unos unas de del al y o e"
          + " en con por para su sus que como quien quienes cual cuales cuando donde cuanto cuantos"
          + " cuantas cuanta porque son fue fueron era eran ser ha han había se lo le les no más le"
          + " la les du un une et ou est sont dans sur avec par pour qui que quoi où quand comment"
          + " combien pourquoi ce cette il elle ne pas il lo gli uno che chi cosa quando dove come"
          + " perché di da nel nella sono het een van is en op dat wie wat waar wanneer hoe os as"
          + " um uma em na do da quem qual onde";

  private static final Set<Long> OF_ENGLISH = terms(ENGLISH);
  private static final long[] ALL = table();

  private StopWords() {}

  /** Returns whether a term is such a word of one of the languages. */
  public static boolean contains(long term) {
    int slot = slot(term);
    while (ALL[slot] != 0) {
      if (ALL[slot] == term) {
        return true;
      }
      slot = (slot + 1) & (ALL.length - 1);
    }
    return false;
  }

  /** Returns whether a term is such a word of English. */
  public static boolean isEnglish(long term) {
    return OF_ENGLISH.contains(term);
  }

  private static long[] table() {
    var all = new HashSet<>(OF_ENGLISH);
    all.addAll(terms(OTHERS));
    var table = new long[2048];
    for (long term : all) {
      int slot = (int) term & (table.length - 1);
      while (table[slot] != 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = term;
    }
    return table;
  }

  private static int slot(long term) {
    return (int) term & (ALL.length - 1);
  }

  private static Set<Long> terms(String words) {
    var terms = new HashSet<Long>();
    Words.read(
        words,
        (term, kind, start, end) -> {
          if (kind == Kind.WORD) {
            terms.add(term);
          }
        });
    return terms;
  }
}
