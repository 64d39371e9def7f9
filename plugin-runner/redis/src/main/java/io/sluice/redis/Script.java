package io.sluice.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * A Lua script, which Redis runs as one step.
 *
 * @param digest what Redis knows it by once it has run
 */
public record Script(String text, String digest) {

  /**
   * Reads a script.
   *
   * @param beside whose package has the files
   * @param files put together in that order
   */
  public static Script of(Class<?> beside, String... files) {
    var text = new StringBuilder();
    for (var file : files) {
      text.append(read(beside, file));
    }
    return new Script(text.toString(), sha1(text.toString()));
  }

  static Script of(String... files) {
    return of(Script.class, files);
  }

  private static String read(Class<?> beside, String file) {
    try (var stream = beside.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException(file + " is missing");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha1(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the command that runs it where the server knows it. */
  CommandArguments byDigest(List<byte[]> keys, List<byte[]> arguments) {
    return command(Command.EVALSHA, digest, keys, arguments);
  }

  /** Returns the command that runs it anywhere, and makes it known. */
  CommandArguments byText(List<byte[]> keys, List<byte[]> arguments) {
    return command(Command.EVAL, text, keys, arguments);
  }

  private static CommandArguments command(
      Command command, String script, List<byte[]> keys, List<byte[]> arguments) {
    var all = new CommandArguments(command).add(script).add(keys.size());
    keys.forEach(all::add);
    arguments.forEach(all::add);
    return all;
  }
}
