package io.sluice.compressor.lossless;

import java.util.Set;

/**
 * Web addresses without the parameters that only say where a reader came from.
 *
 * <p>Keeps everything else of an address as it is written, and addresses in code and in quotes
 * whole.
 */
final class TrackerStep implements Step.OfOneText {

  private static final Set<String> TRACKERS =
      Set.of(
          "fbclid",
          "gclid",
          "gclsrc",
          "dclid",
          "gbraid",
          "wbraid",
          "msclkid",
          "yclid",
          "twclid",
          "ttclid",
          "igshid",
          "li_fat_id",
          "mc_cid",
          "mc_eid",
          "mkt_tok",
          "_hsenc",
          "_hsmi",
          "vero_id",
          "oly_anon_id",
          "oly_enc_id",
          "rb_clickid",
          "_openstat");

  private static final String ENDS = " \t\r\n<>\"'`|\\^{}。，、；！？）」』】";
  private static final String TRAILING = ".,;:!?)]*_";

  @Override
  public void apply(Draft draft) {
    String text = draft.text();
    int at = text.indexOf("://");
    while (at >= 0) {
      int end = end(text, at + 3);
      int query = text.indexOf('?', at, end);
      if (query >= 0) {
        shorten(draft, query, end);
      }
      at = text.indexOf("://", end);
    }
  }

  private static int end(String text, int from) {
    int i = from;
    while (i < text.length() && ENDS.indexOf(text.charAt(i)) < 0) {
      i++;
    }
    while (i > from && TRAILING.indexOf(text.charAt(i - 1)) >= 0) {
      i--;
    }
    return i;
  }

  private static void shorten(Draft draft, int query, int end) {
    String text = draft.text();
    int hash = text.indexOf('#', query, end);
    int queryEnd = hash < 0 ? end : hash;
    var kept = new StringBuilder();
    boolean removed = false;
    for (int from = query + 1; from <= queryEnd; ) {
      int next = text.indexOf('&', from, queryEnd);
      int to = next < 0 ? queryEnd : next;
      if (isTracker(text, from, to)) {
        removed = true;
      } else {
        kept.append(kept.isEmpty() ? '?' : '&').append(text, from, to);
      }
      from = to + 1;
    }
    if (removed && isOutsideCode(draft, query)) {
      draft.replace(query, queryEnd, kept.toString());
    }
  }

  private static boolean isTracker(String text, int from, int to) {
    int start = text.startsWith("amp;", from) ? from + 4 : from;
    int equals = text.indexOf('=', start, to);
    if (equals < 0 || text.indexOf(']', from, to) >= 0 || text.indexOf('(', from, to) >= 0) {
      return false;
    }
    return text.startsWith("utm_", start) || TRACKERS.contains(text.substring(start, equals));
  }

  private static boolean isOutsideCode(Draft draft, int at) {
    var lines = draft.lines();
    int line = lines.at(at);
    var quotes = new Quotes();
    return lines.is(line, LineKind.PROSE)
        && quotes.read(draft.text(), lines.start(line), lines.end(line))
        && !quotes.touch(at, at + 1);
  }
}
