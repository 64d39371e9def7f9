package io.sluice.runner;

import io.sluice.runner.admin.cli.CacheCommand;
import io.sluice.runner.admin.cli.DecisionCommand;
import io.sluice.runner.admin.cli.QuotaCommand;
import io.sluice.runner.admin.cli.TargetsCommand;
import io.sluice.runner.admin.cli.TokenCommand;
import io.sluice.runner.check.CheckCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: without a command, the runner itself. */
@Command(
    name = "plugin-runner",
    mixinStandardHelpOptions = true,
    description = "Runs Sluice's plugins for Apache APISIX. Without a command: serves.")
final class Main {

  /**
   * Virtual threads share this many: enough that a plugin which never blocks, by a bug, does not
   * stop the others. The processors are shared by the operating system.
   */
  private static final int CARRIERS = Math.max(16, 4 * Runtime.getRuntime().availableProcessors());

  private Main() {}

  public static void main(String[] arguments) {
    setUnlessSet("jdk.virtualThreadScheduler.parallelism", Integer.toString(CARRIERS));
    // Sockets are watched by platform threads: a call costs 92 µs of processor time, not 130.
    setUnlessSet("jdk.pollerMode", "1");
    // Another console of Java 22 to 24 is there also where there is no terminal.
    setUnlessSet("jdk.console", "java.base");
    if (arguments.length == 0 || arguments[0].startsWith("--sluice.")) {
      SpringApplication.run(RunnerApplication.class, arguments);
    } else {
      var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
      var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
      var token = Optional.ofNullable(System.getenv("SLUICE_ADMIN_TOKEN"));
      System.exit(
          new CommandLine(new Main())
              .addSubcommand(new CheckCommand(OfflineCheck::create, out))
              .addSubcommand(new QuotaCommand(out, err, System.in, token))
              .addSubcommand(new CacheCommand(out, err, System.in, token))
              .addSubcommand(new TargetsCommand(out, err, System.in, token))
              .addSubcommand(new DecisionCommand(out, err, System.in, token))
              .addSubcommand(new TokenCommand(out))
              .addSubcommand(OfflineRouting.eval(out, err))
              .addSubcommand(OfflineRouting.train(out, err))
              .execute(arguments));
    }
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
