package io.sluice.router.guard;

import java.util.List;

/** The same talk in scripts that put no spaces between words. */
final class EastAsian {

  private static final List<String> MODEL = List.of("模型", "モデル", "ルーター", "路由", "모델");
  private static final List<String> BEST =
      List.of("最强", "最好", "最先进", "强大", "高级", "最高", "最強", "最も", "高性能", "强", "가장");
  private static final List<String> TASK =
      List.of("任务", "问题", "请求", "タスク", "問題", "質問", "証明", "证明", "문제", "작업");
  private static final List<String> HARD =
      List.of("复杂", "困难", "博士", "重要", "紧急", "複雑", "難しい", "難解", "専門家", "어려운", "복잡");
  private static final List<String> THINK =
      List.of("逐步思考", "一步一步", "仔细思考", "深入思考", "段階的に", "ステップごとに", "よく考え", "단계별로");
  private static final List<String> DROP = List.of("忽略", "无视", "無視", "忘记", "무시");
  private static final List<String> TOLD = List.of("指令", "指示", "规则", "以上", "之前", "命令", "지시");

  private static final List<String> BESIDE =
      List.of("上記", "下記", "以下", "上述", "下面", "如下", "コード", "代码", "公式", "方程", "数式", "程序");

  private EastAsian() {}

  static boolean refers(String text) {
    return isIn(text) && (any(BESIDE, text) || text.stripTrailing().endsWith("："));
  }

  static boolean isIn(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x2E80 && text.charAt(i) < 0xFB00) {
        return true;
      }
    }
    return false;
  }

  static boolean pushes(String text) {
    return isIn(text)
        && ((any(MODEL, text) && any(BEST, text))
            || (any(TASK, text) && any(HARD, text))
            || any(THINK, text)
            || (any(DROP, text) && any(TOLD, text)));
  }

  private static boolean any(List<String> words, String text) {
    return words.stream().anyMatch(text::contains);
  }
}
