package io.sluice.language;

import io.sluice.exchange.routing.LanguageDetector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells languages by their script where that is enough, else by Apache OpenNLP's model of the
 * frequencies of short sequences of letters in 103 languages.
 *
 * <p>The model is read once a text needs it, and takes 36 MB. Nobody waits for it: until then, such
 * texts are of no language.
 */
public final class OpenNlpLanguageDetector implements LanguageDetector {

  private static final Logger logger = LoggerFactory.getLogger(OpenNlpLanguageDetector.class);

  private static final String MODEL = "/langdetect-183.bin";

  /** Nobody can tell by less. */
  private static final int FEWEST_LETTERS = 12;

  /** Of numbers and signs nobody can tell. */
  private static final double LEAST_SHARE = 0.6;

  /** From here on a text is told from languages that few write. */
  private static final int MANY_LETTERS = 100;

  /** How much likelier than the next one a language has to be. */
  private static final double MARGIN = 1.1;

  /** What a short text is in, as ISO 639-3: rare languages look like misspelt ones of these. */
  private static final Set<String> COMMON =
      Set.of(
          "ara", "bul", "cat", "ces", "dan", "deu", "ekk", "eng", "fin", "fra", "hin", "hrv", "hun",
          "ind", "ita", "kaz", "lit", "lvs", "mar", "nep", "nld", "nob", "pes", "pol", "por", "ron",
          "rus", "slk", "slv", "spa", "srp", "swe", "tur", "ukr", "urd", "vie");

  /** Letters that those written in Cyrillic next to Russian do not have. */
  private static final Pattern NOT_SOUTH_SLAVIC = Pattern.compile("[ыэё]");

  private static final Set<String> WITHOUT_THEM = Set.of("bul", "mkd", "srp", "ukr");

  private final Executor executor;
  private final AtomicBoolean loading = new AtomicBoolean();
  private volatile @Nullable LanguageDetectorME model;

  /**
   * @param executor where the model is read, which takes seconds of a processor
   */
  public OpenNlpLanguageDetector(Executor executor) {
    this.executor = executor;
  }

  @Override
  public Optional<String> language(String text) {
    var prose = Prose.of(text);
    var letters = Letters.of(prose);
    if (letters.weight() < FEWEST_LETTERS || letters.share() < LEAST_SHARE) {
      return Optional.empty();
    }
    return letters.language().or(() -> byModel(prose, letters.weight() >= MANY_LETTERS));
  }

  private Optional<String> byModel(String prose, boolean many) {
    var read = model;
    if (read == null) {
      load();
      read = model;
    }
    return read == null ? Optional.empty() : byModel(read, prose, many);
  }

  private static Optional<String> byModel(LanguageDetectorME model, String prose, boolean many) {
    boolean notSouthSlavic = NOT_SOUTH_SLAVIC.matcher(prose.toLowerCase(Locale.ROOT)).find();
    Language best = null;
    for (var language : model.predictLanguages(prose)) {
      var code = language.getLang();
      if ((many || COMMON.contains(code)) && !(notSouthSlavic && WITHOUT_THEM.contains(code))) {
        if (best != null) {
          boolean sure = best.getConfidence() >= MARGIN * language.getConfidence();
          return sure ? Optional.of(LanguageCodes.shortest(best.getLang())) : Optional.empty();
        }
        best = language;
      }
    }
    return Optional.empty();
  }

  /** Has the model read, once; until it is, nobody can tell by it. */
  private void load() {
    if (loading.compareAndSet(false, true)) {
      executor.execute(() -> {
        try {
          model = read();
        } catch (RuntimeException e) {
          logger.atError().setCause(e).log("languages are told by their script only");
        }
      });
    }
  }

  private static LanguageDetectorME read() {
    try (var in =
        Objects.requireNonNull(
            LanguageDetectorModel.class.getResourceAsStream(MODEL), "the model is packed")) {
      return new LanguageDetectorME(new LanguageDetectorModel(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
