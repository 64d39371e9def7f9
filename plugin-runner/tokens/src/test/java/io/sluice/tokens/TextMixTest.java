package io.sluice.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TextMixTest {

  @Test
  void proseIsEnglish() {
    assertThat(TextMix.of("How can I reset the password of my account?").english())
        .isEqualTo(1, within(0.01));
  }

  @Test
  void jsonAndCodeAreCode() {
    assertThat(TextMix.of("{\"city\": \"Rome\", \"days\": [1, 2, 3]}").code()).isEqualTo(1);
    assertThat(TextMix.of("for (int i = 0; i < n; i++) { sum += a[i]; }").code()).isEqualTo(1);
  }

  @Test
  void scriptsAreTold() {
    assertThat(TextMix.of("Wie kann ich mein Passwort zurücksetzen?").latin()).isGreaterThan(0.9);
    assertThat(TextMix.of("Как сбросить пароль?").cyrillic()).isGreaterThan(0.7);
    assertThat(TextMix.of("كيف يمكنني إعادة تعيين كلمة المرور").alphabets()).isGreaterThan(0.8);
    assertThat(TextMix.of("ฉันจะรีเซ็ตรหัสผ่านได้อย่างไร").alphabets()).isEqualTo(1);
    assertThat(TextMix.of("如何重置我的密码").cjk()).isEqualTo(1);
  }

  @Test
  void sharesSumToOne() {
    var mix = TextMix.of("Grüße: {\"привет\": \"世界\", \"नमस्ते\": 1}");

    assertThat(mix.times(new Family.Ratios(1, 1, 1, 1, 1, 1))).isEqualTo(1, within(1e-9));
  }

  @Test
  void nothingIsEnglish() {
    assertThat(TextMix.of("").english()).isEqualTo(1);
  }
}
