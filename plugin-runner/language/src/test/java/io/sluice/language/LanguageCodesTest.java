package io.sluice.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageCodesTest {

  @ParameterizedTest
  @CsvSource({
    "eng,en", "deu,de", "cmn,zh", "jpn,ja", "pes,fa", "ekk,et", "lvs,lv", "nob,no", "nno,nn",
    "heb,he", "ind,id", "msa,ms", "ron,ro", "ces,cs", "nld,nl", "hrv,hr", "ceb,ceb", "war,war"
  })
  void aLanguageHasItsShortestCode(String code, String shortest) {
    assertThat(LanguageCodes.shortest(code)).isEqualTo(shortest);
  }
}
