package io.sluice.testkit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * Runs a stub provider until the process is ended.
 *
 * <p>{@code --address 127.0.0.1 --port N --name NAME --models a,b}, and every option of {@link
 * StubBehaviour} as {@code --tokens 20}, {@code --latency-ms 50} and so on; an option that is true
 * or false may stand alone. In a container the address is {@code 0.0.0.0}.
 */
public final class StubProviderMain {

  private StubProviderMain() {}

  public static void main(String[] args) throws InterruptedException {
    StubProvider provider;
    try {
      provider = start(args);
    } catch (RuntimeException e) {
      System.err.println("stub provider: " + e.getMessage());
      System.exit(2);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(provider::close));
    System.out.printf(
        Locale.ROOT, "stub provider %s listens on %s%n", provider.name(), provider.baseUrl());
    Thread.currentThread().join();
  }

  static StubProvider start(String... args) {
    var address = InetAddress.getLoopbackAddress();
    int port = 0;
    var name = "stub";
    var models = List.of("gpt-5-mini", "gpt-5.1");
    var behaviour = StubBehaviour.normal();
    for (int i = 0; i < args.length; i++) {
      if (!args[i].startsWith("--")) {
        throw new IllegalArgumentException("not an option: " + args[i]);
      }
      var option = args[i].substring(2);
      boolean alone = i + 1 == args.length || args[i + 1].startsWith("--");
      var value = alone ? "true" : args[++i];
      switch (option) {
        case "address" -> address = address(value);
        case "port" -> port = Integer.parseInt(value);
        case "name" -> name = value;
        case "models" -> models = List.of(value.split(","));
        default -> behaviour = behaviour.with(option, value);
      }
    }
    return StubProvider.start(name, address, port, models, behaviour);
  }

  private static InetAddress address(String value) {
    try {
      return InetAddress.getByName(value);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no such address: " + value, e);
    }
  }
}
