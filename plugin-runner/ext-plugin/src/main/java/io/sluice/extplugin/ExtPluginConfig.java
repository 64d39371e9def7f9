package io.sluice.extplugin;

import io.sluice.exchange.Problems;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the server listens.
 *
 * @param socket the file that APISIX connects to
 * @param mode the file's permissions, octal, as for chmod
 * @param group the file's group; empty: that of the process
 * @param maxConnections above it new connections wait in the kernel's queue
 * @param maxFrameBytes the largest frame taken from APISIX, at most 16,777,215
 * @param deadline from a call's frame to its answer
 * @param confLifetime how long a route's plugins are kept after their last call
 */
public record ExtPluginConfig(
    Path socket,
    String mode,
    String group,
    int maxConnections,
    int maxFrameBytes,
    Duration deadline,
    Duration confLifetime) {

  /** What the three bytes of a frame's length can say. */
  public static final int MAX_FRAME_BYTES = 0xff_ff_ff;

  /** APISIX gives up after 60 s, and this can't be changed there. */
  private static final Duration LONGEST = Duration.ofSeconds(55);

  public ExtPluginConfig {
    socket = socket.toAbsolutePath();
    new Problems("ext-plugin socket")
        .require(mode.matches("[0-7]{3}"), "mode", "three octal digits such as 660", mode)
        .require(maxConnections >= 1, "max_connections", "at least 1", maxConnections)
        .require(
            maxFrameBytes >= 1024 && maxFrameBytes <= MAX_FRAME_BYTES,
            "max_frame_bytes",
            "in 1024 to " + MAX_FRAME_BYTES,
            maxFrameBytes)
        .require(
            deadline.isPositive() && deadline.compareTo(LONGEST) <= 0,
            "deadline",
            "over PT0S and at most " + LONGEST,
            deadline)
        .require(confLifetime.isPositive(), "conf_lifetime", "positive", confLifetime)
        .throwIfAny();
  }

  /** Returns the defaults for a socket. */
  public static ExtPluginConfig at(Path socket) {
    return new ExtPluginConfig(
        socket, "660", "", 4096, MAX_FRAME_BYTES, Duration.ofSeconds(5), Duration.ofHours(2));
  }

  /** Returns the deadline of a route's calls. */
  Duration deadline(Route route) {
    var patient = deadline.plus(route.patience());
    return patient.compareTo(LONGEST) <= 0 ? patient : LONGEST;
  }
}
