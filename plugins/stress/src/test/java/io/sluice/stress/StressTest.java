package io.sluice.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StressTest {

  private static final int TESTS = 5;

  /** It writes its files where it is started, and ends with an error if an outcome is forbidden. */
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void hasNoOutcomeThatIsNotExpected() throws IOException, InterruptedException {
    var folder = Files.createDirectories(Path.of("target", "jcstress"));
    var output = folder.resolve("output.txt");

    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main",
                "-jvmArgs",
                "-XX:+UseSerialGC",
                "-sc",
                "false",
                "-af",
                "NONE",
                "-f",
                "1",
                "-iters",
                "4",
                "-time",
                "500")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor()).as("%s", output).isZero();
    assertThat(output).content().contains(TESTS + " planned; " + TESTS + " passed");
  }
}
