package io.sluice.compressor.layout;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Prompts of every structure in five scripts, from a seed. */
final class RandomPrompt {

  private static final List<String[]> WORDS =
      List.of(
          words(
              "the order of 12.5 kg arrives late Dr. Smith said e.g. in Rome costs 1,200 € 😀 why"),
          words("заказ номер 42 придёт завтра г. Москва и т.д. сколько стоит 3,14 он сказал"),
          words("الطلب رقم ٤٢ يصل غدا في بغداد كم السعر قال الرجل 7 إلى المدينة"),
          words("आदेश संख्या 42 कल दिल्ली पहुँचेगा कीमत क्या है उसने कहा 7 किलो"),
          words("订单 编号 四二 明天 到达 北京 价格 多少 他 说 𠮷 3.5 公斤"));
  private static final List<String> ENDS = List.of(".", ".", "؟", "।", "。");
  private static final String[] NAMES = {"Ann", "Борис", "ليلى", "राम", "王芳"};

  private final Random random;
  private int script;

  RandomPrompt(long seed) {
    this.random = new Random(seed);
  }

  private static String[] words(String words) {
    return words.split(" ");
  }

  /** Returns a text of several structures. */
  String text() {
    List<Supplier<String>> blocks =
        List.of(
            this::paragraph,
            this::paragraph,
            this::heading,
            this::list,
            this::table,
            this::values,
            this::json,
            this::jsonLines,
            this::fence,
            this::code,
            this::log,
            this::talk,
            this::documents,
            this::tags,
            this::quote,
            this::keys,
            this::fields,
            this::separator,
            this::mail);
    var text = new StringBuilder();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      script = random.nextInt(WORDS.size());
      text.append(blocks.get(random.nextInt(blocks.size())).get());
      text.append(choose("\n", "\n\n", "\n\n", "\n\n\n\n", "\r\n\r\n", " \n"));
    }
    return text.toString();
  }

  /** Returns a text that is one JSON value. */
  String json() {
    script = random.nextInt(WORDS.size());
    return value(0, choose("", "\n", " "));
  }

  /** Returns lines of JSON. */
  String jsonLines() {
    return many(2, 6, () -> "{\"" + word() + "\":" + value(3, "") + "}");
  }

  private String value(int depth, String space) {
    if (depth == 4 || (depth > 0 && random.nextInt(3) == 0)) {
      return scalar();
    }
    boolean object = depth == 3 || random.nextBoolean();
    var text = new StringBuilder(object ? "{" : "[");
    int count = random.nextInt(depth == 0 ? 12 : 5);
    for (int i = 0; i < count; i++) {
      text.append(i > 0 ? "," : "").append(space);
      if (object) {
        text.append('"').append(word()).append(i).append("\":").append(space.isEmpty() ? "" : " ");
      }
      text.append(value(depth + 1, space));
    }
    return text.append(space).append(object ? "}" : "]").toString();
  }

  private String scalar() {
    return switch (random.nextInt(8)) {
      case 0 -> String.valueOf(random.nextInt(1_000_000));
      case 1 -> "-0.5e-3";
      case 2 -> choose("true", "null");
      case 3 -> "\"]} \\\" {[ \\\\ \\ud83d\\ude00 \\n\"";
      case 4 -> "\"" + sentences(20).replace("\n", "\\n\\n") + "\"";
      default -> "\"" + sentences(2).replace("\n", "\\n") + "\"";
    };
  }

  private String paragraph() {
    return sentences(6);
  }

  private String heading() {
    return "#".repeat(1 + random.nextInt(3)) + " " + clause(3);
  }

  private String list() {
    return many(
        1,
        7,
        () -> "  ".repeat(random.nextInt(3)) + choose("- ", "* ", "1. ", "b) ") + sentences(2));
  }

  private String table() {
    return "| a | b |\n|---|---|\n" + many(0, 5, () -> "| " + clause(2) + " | " + number() + " |");
  }

  private String values() {
    return "name,city,n\n" + many(2, 5, () -> word() + "," + word() + "," + number());
  }

  private String fence() {
    return choose("```java\n", "```\n", "~~~~\n  ").strip().equals("~~~~")
        ? "~~~~\n- a\n\n# b {\n~~~~"
        : "```\nint a = " + number() + ";\n\n- b\n```";
  }

  private String code() {
    return "if (a) {\n  return " + number() + ";\n}";
  }

  private String log() {
    return many(
        2,
        5,
        () ->
            "2026-01-31 10:00:0"
                + random.nextInt(9)
                + " INFO "
                + clause(4)
                + choose("", "\n\tat a.B(C.java:1)"));
  }

  private String talk() {
    return many(3, 8, () -> choose(NAMES[script], NAMES[script], "Bob") + ": " + sentences(3));
  }

  private String documents() {
    return many(
        2, 4, () -> "Document [" + number() + "](Title: " + clause(2) + ") " + sentences(4));
  }

  private String tags() {
    return many(
        1,
        3,
        () ->
            "<doc id=\""
                + number()
                + "\">"
                + choose("", "\n")
                + sentences(3)
                + choose("", "\n")
                + "</doc>");
  }

  private String quote() {
    return many(1, 9, () -> "> " + sentences(3).replace('\n', ' '));
  }

  private String keys() {
    return many(2, 5, () -> word() + ": " + word() + choose("", "\n  - " + word()));
  }

  private String fields() {
    return "Title: " + clause(2) + "\nSource: a.com\nContent: " + sentences(4);
  }

  private String separator() {
    return choose("---", "***", "=====");
  }

  private String mail() {
    return "From: a@b.c\nSubject: " + clause(2) + "\n\n" + sentences(3) + "\n-- \n" + word();
  }

  private String many(int least, int most, Supplier<String> one) {
    var text = new StringBuilder();
    int count = least + random.nextInt(most - least + 1);
    for (int i = 0; i < count; i++) {
      text.append(i > 0 ? "\n" : "").append(one.get());
    }
    return text.toString();
  }

  private String sentences(int most) {
    var text = new StringBuilder();
    int count = 1 + random.nextInt(most);
    for (int i = 0; i < count; i++) {
      text.append(i > 0 ? choose(" ", " ", "  ", "\n") : "")
          .append(clause(9))
          .append(ENDS.get(script));
    }
    return text.toString();
  }

  private String clause(int most) {
    var text = new StringBuilder();
    int count = 1 + random.nextInt(most);
    for (int i = 0; i < count; i++) {
      text.append(i > 0 ? " " : "").append(word());
    }
    return text.toString();
  }

  private String word() {
    return choose(WORDS.get(script));
  }

  private int number() {
    return random.nextInt(1_000);
  }

  private String choose(String... of) {
    return of[random.nextInt(of.length)];
  }
}
