package io.sluice.compressor.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Against counts of o200k. */
class TokenEstimateTest {

  @Test
  void nothingIsNoTokenAndAnythingIsOne() {
    assertThat(TokenEstimate.of("")).isZero();
    assertThat(TokenEstimate.of(" ")).isEqualTo(1);
    assertThat(TokenEstimate.of("\ud83d")).isEqualTo(1);
  }

  @Test
  void theEstimateOfSomeDozensIsWithinFifteenPercentOfTheCount() {
    assertClose(
        "English",
        50,
        "The committee met on Tuesday to discuss the budget for the coming year. "
            + "Several members asked why travel expenses had risen by 12 percent, and the "
            + "treasurer explained that two conferences had moved overseas. A decision was "
            + "put off until the report is complete.");
    assertClose(
        "German",
        55,
        "Der Ausschuss traf sich am Dienstag, um den Haushalt für das kommende Jahr zu "
            + "besprechen. Mehrere Mitglieder fragten, warum die Reisekosten um 12 Prozent "
            + "gestiegen seien, und die Schatzmeisterin erklärte, dass zwei Tagungen ins "
            + "Ausland verlegt wurden.");
    assertClose(
        "Spanish",
        51,
        "El comité se reunió el martes para debatir el presupuesto del próximo año. "
            + "Varios miembros preguntaron por qué los gastos de viaje habían subido un 12 "
            + "por ciento, y la tesorera explicó que dos congresos se habían trasladado al "
            + "extranjero.");
    assertClose(
        "Chinese", 47, "委员会星期二开会讨论明年的预算。几位成员询问为什么差旅费上涨了百分之十二，财务主管解释说，有两次会议改在国外举行。决定推迟到报告完成之后。");
    assertClose(
        "code",
        48,
        "public int count(List<String> names) {\n  int total = 0;\n  for (String name : "
            + "names) {\n    if (!name.isEmpty()) {\n      total += name.length();\n    }\n  "
            + "}\n  return total;\n}\n");
    assertClose(
        "JSON",
        63,
        "{\"id\": 4711, \"name\": \"Anna Schmidt\", \"email\": \"anna@example.com\", "
            + "\"active\": true, \"roles\": [\"admin\", \"editor\"], \"created_at\": "
            + "\"2025-11-20T10:15:00Z\", \"score\": 0.875}");
  }

  private static void assertClose(String kind, int counted, String text) {
    assertThat(TokenEstimate.of(text)).as(kind).isCloseTo(counted, Percentage.withPercentage(15));
  }
}
