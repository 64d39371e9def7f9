package io.sluice.runner.admin;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reading JSON in which amounts of dollars stay exact. */
final class ExactJson {

  private ExactJson() {}

  static JsonMapper mapper() {
    return JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  }
}
