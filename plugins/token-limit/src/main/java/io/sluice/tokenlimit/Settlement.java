package io.sluice.tokenlimit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.LogEntry;
import io.sluice.exchange.TokenCounter;
import io.sluice.exchange.Usage;
import io.sluice.exchange.answer.ProviderAnswer;
import java.util.Optional;

/**
 * What an exchange used, from what APISIX logged of it.
 *
 * @param how it was found, in one word
 * @param usage empty: it is not known, and what was reserved stands
 */
record Settlement(String how, Optional<Usage> usage) {

  /** A gateway's time-out: the provider may have worked, and bill it. */
  private static final int GATEWAY_TIMEOUT = 504;

  /** What nginx logs when the client left before there was an answer. */
  private static final int CLIENT_CLOSED = 499;

  /** Longer texts teach no more than shorter ones. */
  private static final int LONGEST_LESSON = 16_384;

  /** No logger is set to keep less of a response, in bytes. */
  private static final int SMALLEST_LIMIT = 32_768;

  /** What a chunked response has on the wire for each byte of its body, at most. */
  private static final double FRAMING = 1.1;

  private static final Settlement AS_RESERVED = new Settlement("as_reserved", Optional.empty());

  private static Settlement of(String how, long prompt, long completion) {
    return new Settlement(how, Optional.of(new Usage(prompt, 0, Math.min(completion, Usage.MOST))));
  }

  static Settlement of(Memo memo, LogEntry entry, TokenCounter counter, Learned learned) {
    var answer = ProviderAnswer.read(entry.contentType(), entry.body());
    double missing = bytesPerLoggedByte(entry);
    boolean whole = answer.finished() || (entry.complete() && missing == 1);
    if (answer.usage().isPresent() && whole) {
      var usage = answer.usage().get();
      learn(memo, entry, answer, usage, counter, learned);
      return new Settlement("usage", Optional.of(usage));
    }
    if (entry.status() == GATEWAY_TIMEOUT || entry.status() == CLIENT_CLOSED) {
      return AS_RESERVED;
    }
    if (entry.status() >= 400) {
      return of("error", 0, 0);
    }
    long prompt = answer.usage().map(Usage::prompt).orElse(memo.prompt());
    long atLeast = answer.usage().map(Usage::completion).orElse(0L);
    if (answer.recognised() || whole) {
      long text = counter.text(answer.billedText(), memo.model());
      long completion = learned.billedForText(memo.model(), Math.round(text * missing));
      return of(whole ? "text" : "cut_text", prompt, Math.max(atLeast, completion));
    }
    if (memo.stream() && entry.bytesSent() > 0) {
      long completion = learned.tokensOfStream(memo.model(), entry.bytesSent());
      return of("cut_bytes", prompt, Math.max(atLeast, completion));
    }
    return AS_RESERVED;
  }

  /**
   * Returns how much longer the response was than what was logged of it: the logger leaves out what
   * is over its size limit. The framing of chunks is no difference.
   */
  private static double bytesPerLoggedByte(LogEntry entry) {
    int logged = entry.body().length() < SMALLEST_LIMIT ? 0 : entry.body().getBytes(UTF_8).length;
    double ratio = logged == 0 ? 1 : (double) entry.bytesSent() / logged;
    return ratio > FRAMING ? ratio : 1;
  }

  private static void learn(
      Memo memo,
      LogEntry entry,
      ProviderAnswer answer,
      Usage usage,
      TokenCounter counter,
      Learned learned) {
    var model = memo.model();
    if (!memo.exact()) {
      learned.prompt(model, memo.counted(), usage.prompt());
    }
    learned.completion(memo.consumer(), model, usage.completion());
    var text = answer.billedText();
    if (text.length() <= LONGEST_LESSON) {
      learned.text(model, counter.text(text, model), usage.completion());
    }
    if (memo.stream()) {
      learned.stream(model, entry.bytesSent(), usage.completion());
    }
  }
}
