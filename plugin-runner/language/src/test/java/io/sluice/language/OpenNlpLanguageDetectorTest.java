package io.sluice.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenNlpLanguageDetectorTest {

  private static final OpenNlpLanguageDetector DETECTOR =
      new OpenNlpLanguageDetector(Runnable::run);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | How do I reset the password of my account?",
        "de | Wie setze ich das Passwort meines Kontos zurück?",
        "fr | Comment réinitialiser le mot de passe de mon compte ?",
        "es | ¿Cómo restablezco la contraseña de mi cuenta?",
        "it | Come posso reimpostare la password del mio account?",
        "pt | Como faço para redefinir a senha da minha conta?",
        "nl | Hoe stel ik het wachtwoord van mijn account opnieuw in?",
        "pl | Jak mogę zresetować hasło do mojego konta?",
        "no | Hvordan tilbakestiller jeg passordet til kontoen min?",
        "tr | Hesabımın şifresini nasıl sıfırlayabilirim?",
        "ru | Как мне сбросить пароль от моей учётной записи?",
        "uk | Як мені скинути пароль до мого облікового запису?",
        "ar | كيف يمكنني إعادة تعيين كلمة المرور لحسابي؟",
        "fa | چگونه می‌توانم رمز عبور حساب خود را بازنشانی کنم؟",
        "hi | मैं अपने खाते का पासवर्ड कैसे रीसेट करूँ?",
        "zh | 如何重置我的账户密码？",
        "ja | アカウントのパスワードをリセットするにはどうすればよいですか？",
        "ja | 私の口座の暗証番号を変更したい。",
        "ko | 계정 비밀번호를 어떻게 재설정하나요?",
        "th | ฉันจะรีเซ็ตรหัสผ่านบัญชีของฉันได้อย่างไร",
        "he | איך אני מאפס את הסיסמה של החשבון שלי?",
        "el | Πώς επαναφέρω τον κωδικό πρόσβασης του λογαριασμού μου;",
        "ka | როგორ აღვადგინო ჩემი ანგარიშის პაროლი?",
        "ta | எனது கணக்கின் கடவுச்சொல்லை எவ்வாறு மீட்டமைப்பது?"
      })
  void aSentenceIsInItsLanguage(String language, String text) {
    assertThat(DETECTOR.language(text)).contains(language);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ok",
        "hello there",
        "谢谢",
        "12345 67890 12345 67890",
        "3.14159 * 2.71828 = 8.53973 and 1.41421",
        "{\"model\": \"gpt-5\", \"messages\": [{\"role\": \"user\"}]}",
        "for (int i = 0; i < n; i++) { total += values[i]; }",
        "SELECT * FROM orders WHERE id = 42 AND (state = 'open' OR total > 10);",
        "https://example.com/a/rather/long/path/with/words/in/it",
        "```\ndef greet(name):\n    print(name)\n```",
        "🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉"
      })
  void whatNobodyCanTellIsNotTold(String text) {
    assertThat(DETECTOR.language(text)).isEmpty();
  }

  @Test
  void aQuestionAboutCodeIsInTheLanguageOfTheQuestion() {
    assertThat(
            DETECTOR.language(
                """
                Warum liefert diese Funktion immer denselben Wert zurück?
                ```python
                def value(self):
                    return self.the_first_thing_that_was_ever_written
                ```
                """))
        .contains("de");
  }

  @Test
  void theBeginningIsEnough() {
    var french = "Quelle est la différence entre ces deux contrats de location ? ".repeat(5);

    assertThat(DETECTOR.language(french + "English words follow. ".repeat(10_000))).contains("fr");
  }

  @Test
  void aLongTextMayBeInALanguageThatFewWrite() {
    assertThat(
            DETECTOR.language(
                "Die vraag is of ons die wagwoord van my rekening kan herstel sonder om die bank te"
                    + " bel, want ek het nie meer toegang tot my ou selfoonnommer nie."))
        .contains("af");
  }

  @Test
  void whateverAStringCanHoldIsRead() {
    assertThat(DETECTOR.language("\uD83D".repeat(500))).isEmpty();
    assertThat(DETECTOR.language("a".repeat(299) + "\uD83D\uDE00 and so on")).isNotNull();
    assertThat(DETECTOR.language("\0".repeat(1000))).isEmpty();
    assertThat(DETECTOR.language("`".repeat(100_000))).isEmpty();
  }

  @Test
  void nobodyWaitsForTheModelWhichIsReadOnce() {
    var work = new ArrayList<Runnable>();
    var detector = new OpenNlpLanguageDetector(work::add);
    var german = "Wie setze ich das Passwort meines Kontos zurück?";

    assertThat(detector.language("如何重置我的账户密码？")).contains("zh");
    assertThat(work).isEmpty();
    assertThat(detector.language(german)).isEmpty();
    assertThat(detector.language(german)).isEmpty();
    assertThat(work).hasSize(1);
    work.getFirst().run();

    assertThat(detector.language(german)).contains("de");
  }

  @Test
  void manyMayAskAtOnce() throws Exception {
    var detector = new OpenNlpLanguageDetector(Runnable::run);
    detector.language("A sentence has the model read.");
    Callable<Optional<String>> asks =
        () -> detector.language("Wie setze ich das Passwort meines Kontos zurück?");

    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var answer : threads.invokeAll(Collections.nCopies(64, asks))) {
        assertThat(answer.get()).contains("de");
      }
    }
  }
}
