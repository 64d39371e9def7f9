package io.sluice.compressor;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Documents as prompts have them, made up by chance: the same seed gives the same documents.
 *
 * <p>Prose in five scripts with numbers, addresses, quotes and emoji; JSON, code, logs, Markdown,
 * tables, transcripts, mails and pages; untidy white space and line ends; passages that return.
 */
public final class RandomDocuments {

  /** What a document is put together from. */
  public enum Kind {
    PROSE,
    JSON,
    CODE,
    LOG,
    MARKDOWN,
    TABLE,
    TRANSCRIPT,
    MAIL,
    PAGES,
    /** Half a bracket here, a lone surrogate there. */
    RUBBISH
  }

  /** What prose is written in. */
  public enum Script {
    LATIN(
        "The river report never mentions a budget of our office although Anna signed it in March"),
    CYRILLIC("Отчёт комиссии не содержит данных о бюджете хотя Анна подписала его в марте"),
    ARABIC("لا يذكر تقرير اللجنة ميزانية المكتب رغم أن آنا وقعت عليه في مارس می‌خواهم"),
    DEVANAGARI("समिति की रिपोर्ट में बजट का उल्लेख नहीं है हालांकि अन्ना ने मार्च में क्‍षमा"),
    CHINESE("委员会 的 报告 没有 提到 办公室 的 预算 虽然 安娜 在 三月 签署 了 它");

    private final String sentence;

    Script(String sentence) {
      this.sentence = sentence;
    }

    private String[] words() {
      return sentence.split(" ", -1);
    }
  }

  private static final String[] EMOJI = {"🙂", "👩‍💻", "🇩🇪", "❤️", "👍🏽"};
  private static final String[] HOSTS = {"web-1", "db-2", "cache.internal"};
  private static final String[] LEVELS = {"INFO", "WARN", "ERROR"};
  private static final String[] RUBBISH = {
    "[",
    "{\"a\":",
    "\ud83d",
    "\udc4d",
    "\u0000",
    "```",
    "\"",
    "|",
    "\u200f",
    "<pre>",
    "'''",
    "\t",
    "[[1,",
    "&nbsp;",
    "«",
    "[9 lines of: x *]",
    "[as above: a … b]",
    "“",
    "\\",
    "--",
    "~~~ x"
  };

  private final Random random;
  private final Set<Kind> kinds;
  private final List<Script> scripts;
  private final int mostPieces;
  private final List<String> said = new ArrayList<>();
  private Script script = Script.LATIN;

  /**
   * @param mostPieces of one document, at least 1
   */
  public RandomDocuments(long seed, Set<Kind> kinds, Set<Script> scripts, int mostPieces) {
    this.random = new Random(seed);
    this.kinds = kinds;
    this.scripts = List.copyOf(scripts);
    this.mostPieces = mostPieces;
  }

  /** Of every kind in every script, of at most six pieces. */
  public static RandomDocuments of(long seed) {
    return new RandomDocuments(seed, EnumSet.allOf(Kind.class), EnumSet.allOf(Script.class), 6);
  }

  /** Returns documents of one request: what one says another may repeat. */
  public List<String> some(int count) {
    said.clear();
    var documents = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      documents.add(next());
    }
    return documents;
  }

  /** Returns a document. */
  public String next() {
    script = oneOf(scripts);
    var pieces = new StringBuilder();
    int count = 1 + random.nextInt(mostPieces);
    for (int i = 0; i < count; i++) {
      pieces.append(i == 0 ? "" : blankLines()).append(piece());
    }
    String text = pieces.toString();
    return chance(10) ? text.replace("\n", "\r\n") : text;
  }

  private String piece() {
    if (chance(4) && !said.isEmpty()) {
      return oneOf(said);
    }
    String piece =
        switch (oneOf(List.copyOf(EnumSet.copyOf(kinds)))) {
          case PROSE -> paragraph(2 + random.nextInt(6));
          case JSON -> json();
          case CODE -> code();
          case LOG -> log();
          case MARKDOWN -> markdown();
          case TABLE -> table();
          case TRANSCRIPT -> lines(3, () -> oneOf(script.words()) + ": " + sentence());
          case MAIL -> paragraph(2) + "\n\n-- \n" + oneOf(script.words()) + "\n+49 30 1234567";
          case PAGES -> pages();
          case RUBBISH -> rubbish();
        };
    said.add(piece);
    return piece;
  }

  private String paragraph(int sentences) {
    return lines(sentences, this::sentence).replace("\n", chance(3) ? "\n" : space());
  }

  private String sentence() {
    var words = new StringBuilder();
    int count = 4 + random.nextInt(10);
    for (int i = 0; i < count; i++) {
      words.append(i == 0 ? "" : space()).append(word());
    }
    String stop = script == Script.CHINESE ? "。" : script == Script.DEVANAGARI ? " ।" : ".";
    return words + stop;
  }

  private String word() {
    return switch (random.nextInt(40)) {
      case 0 -> "" + random.nextInt(100_000);
      case 1 -> random.nextInt(1_000) + "." + random.nextInt(100) + " kg";
      case 2 -> "https://example.org/a/" + random.nextInt(90) + "?id=7&utm_source=mail";
      case 3 -> "order_" + hex();
      case 4 -> '"' + oneOf(script.words()) + "  " + oneOf(script.words()) + '"';
      case 5 -> oneOf(EMOJI);
      case 6 -> '`' + "a  = " + random.nextInt(10) + '`';
      case 7 -> oneOf(script.words()) + "\u00ad" + oneOf(script.words());
      case 8 -> "\u200b" + oneOf(script.words());
      case 9 -> oneOf(script.words()) + "&nbsp;" + oneOf(script.words());
      case 10 -> oneOf(new String[] {"“", "'", "«"}) + oneOf(script.words());
      default -> oneOf(script.words());
    };
  }

  private String json() {
    String value = value(3);
    return switch (random.nextInt(4)) {
      case 0 -> "```json\n" + value + "\n```";
      case 1 -> lines(3, () -> "{\"id\": " + random.nextInt(99) + ", \"v\" : " + value(0) + "}");
      case 2 -> sentence() + "\n" + value;
      default -> value;
    };
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> "\"" + oneOf(script.words()) + "  \\\"\\u00e9\\n" + oneOf(EMOJI) + "\"";
      case 1 -> "-" + random.nextInt(9) + ".50e+3";
      case 2 -> "null";
      case 3 -> "" + random.nextInt(1_000_000);
      case 4 -> "[" + blank() + value(depth - 1) + blank() + "," + blank() + value(0) + "]";
      default ->
          "{"
              + blank()
              + "\""
              + oneOf(script.words())
              + "\""
              + blank()
              + ":"
              + blank()
              + value(depth - 1)
              + ","
              + blank()
              + "\"b\": "
              + value(depth - 1)
              + blank()
              + "}";
    };
  }

  private String code() {
    String body =
        "def f_%s(x):\n    y  = x  +  %d   # \"why\"\n\n\n\n    return  'a  b'"
            .formatted(hex(), random.nextInt(100));
    return switch (random.nextInt(4)) {
      case 0 -> body;
      case 1 -> "~~~\n" + body + "\n~~~";
      case 2 -> "<pre>\n" + body + "</pre>";
      default -> "```python\n" + body + "\n```";
    };
  }

  private String log() {
    String host = oneOf(HOSTS);
    String day = "2026-05-" + (10 + random.nextInt(20));
    var written = new StringBuilder();
    int count = 2 + random.nextInt(10);
    for (int i = 0; i < count; i++) {
      String line =
          "%s 12:00:%02d %s app[%d]: %s %s  id=%s"
              .formatted(
                  day, i, host, 77, oneOf(LEVELS), oneOf(script.words()), chance(2) ? hex() : "*");
      written.append((line + "\n").repeat(chance(5) ? 3 : 1));
    }
    return written + (chance(3) ? "java.lang.Error: " + hex() + "\n\tat a.B.c(B.java:7)" : "");
  }

  private String markdown() {
    return "# "
        + sentence()
        + "\n\n"
        + lines(3, () -> "-   " + sentence())
        + "  \nhard break\n> "
        + sentence()
        + "\n\n<!-- "
        + word()
        + " -->\n1.  ["
        + word()
        + "](https://e.org/x_(y))";
  }

  private String table() {
    return "| name   |  n |\n|:-------|---:|\n"
        + lines(3, () -> "| " + word() + "    |  " + random.nextInt(99) + " |")
        + (chance(2) ? "\nName     Age\nAnna      31\nBo         4" : "");
  }

  private String pages() {
    var pages = new StringBuilder();
    for (int page = 1; page <= 4; page++) {
      pages.append(paragraph(6)).append("\nACME report\nPage ").append(page).append(" of 4\n\n");
    }
    return pages.toString();
  }

  private String rubbish() {
    var rubbish = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      rubbish.append(oneOf(RUBBISH)).append(oneOf(new String[] {"", " ", "  ", "\n", word()}));
    }
    return rubbish.toString();
  }

  private String lines(int count, Supplier<String> line) {
    var lines = new StringBuilder(line.get());
    for (int i = 1; i < count; i++) {
      lines.append(trailing()).append('\n').append(line.get());
    }
    return lines.toString();
  }

  private String trailing() {
    return chance(5) ? oneOf(new String[] {" ", "  ", "   ", "\t"}) : "";
  }

  private String blankLines() {
    return oneOf(new String[] {"\n\n", "\n\n", "\n", "\n\n\n\n", "\n \n\t\n", "  \n\n"});
  }

  private String blank() {
    return oneOf(new String[] {"", " ", "\n  ", "\t", "\n\n    "});
  }

  private String space() {
    return chance(12) ? "  " : chance(30) ? "    " : " ";
  }

  private String hex() {
    return Integer.toHexString(0x1000 + random.nextInt(0xF000));
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private String oneOf(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
