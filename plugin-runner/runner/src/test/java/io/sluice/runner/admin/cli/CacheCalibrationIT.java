package io.sluice.runner.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A calibration with the packaged model. */
class CacheCalibrationIT {

  private static final String PAIRS =
      """
      {"route":"faq","stored":"How do I reset my password?","asked":"How can I reset my password?","same":true}
      {"route":"faq","stored":"How do I close my account?","asked":"How can I close my account?","same":true}
      {"route":"faq","stored":"What does delivery cost?","asked":"what does delivery cost","same":true}
      {"route":"faq","stored":"Where is my order?","asked":"Where is my order right now?","same":true}
      {"route":"faq","stored":"How do I change my address?","asked":"how do I change my adress","same":true}
      {"route":"faq","stored":"When does the shop open?","asked":"When does the shop open?","same":true}
      {"route":"faq","stored":"How do I enable the filter?","asked":"How do I disable the filter?","same":false}
      {"route":"faq","stored":"Flights from Paris to Rome","asked":"Flights from Rome to Paris","same":false}
      {"route":"faq","stored":"Remind me in 5 minutes","asked":"Remind me in 15 minutes","same":false}
      {"route":"faq","stored":"Which plugs are allowed?","asked":"Which plugs are not allowed?","same":false}
      {"route":"faq","stored":"What is open on Monday?","asked":"What is open on Tuesday?","same":false}
      {"route":"faq","stored":"How tall is the tower?","asked":"Who paints the ceiling of a chapel?","same":false}
      """;

  @Test
  void theGuardKeepsOutWhatTheModelTakesForTheSame() {
    var run = CommandLineRun.cache("", PAIRS, "calibrate", "-", "--json");

    assertThat(run.err()).isEmpty();
    var route = new JsonMapper().readTree(run.out()).at("/routes/0");
    assertThat(route.path("asked").intValue()).isEqualTo(12);
    assertThat(route.path("answerable").intValue()).isEqualTo(6);
    assertThat(route.at("/guard/0/same_hit/count").intValue()).isGreaterThanOrEqualTo(5);
    assertThat(route.at("/guard/0/false_of_asked/count").intValue()).isZero();
    assertThat(route.at("/no_guard/0/false_of_asked/count").intValue()).isGreaterThanOrEqualTo(4);
    assertThat(route.path("similarity_threshold").isNull()).isTrue();
  }
}
