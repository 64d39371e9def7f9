package io.sluice.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A Redis Cluster on the loopback device: masters, each with as many replicas. */
public final class RedisCluster implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Pattern OFFSET = Pattern.compile("master_repl_offset:(\\d+)");

  private final List<RedisServer> servers;

  private RedisCluster(List<RedisServer> servers) {
    this.servers = servers;
  }

  /**
   * Starts a cluster and waits until every node knows that it is whole.
   *
   * @param masters at least 3
   * @param replicas of each master, at least 0
   */
  public static RedisCluster start(int masters, int replicas) {
    var servers = new ArrayList<RedisServer>();
    var cluster = new RedisCluster(servers);
    boolean whole = false;
    try {
      for (int i = 0; i < masters * (1 + replicas); i++) {
        servers.add(node());
      }
      create(servers, replicas);
      cluster.await("the cluster is whole", () -> servers.stream().allMatch(cluster::isWhole));
      cluster.await(
          "every replica follows its master",
          () ->
              servers.stream().filter(RedisCluster::isFollowing).count()
                  == (long) masters * replicas);
      whole = true;
      return cluster;
    } finally {
      if (!whole) {
        cluster.close();
      }
    }
  }

  private static RedisServer node() {
    return RedisServer.start(
        "--cluster-enabled",
        "yes",
        "--cluster-port",
        Integer.toString(RedisServer.freePort()),
        "--cluster-node-timeout",
        "1500",
        "--cluster-require-full-coverage",
        "no",
        // Else a replica waits for a first full copy that comes 5 s later.
        "--repl-diskless-sync-delay",
        "0");
  }

  private static void create(List<RedisServer> servers, int replicas) {
    var command = new ArrayList<>(List.of("redis-cli", "--cluster", "create"));
    servers.forEach(server -> command.add("127.0.0.1:" + server.port()));
    command.addAll(List.of("--cluster-replicas", Integer.toString(replicas), "--cluster-yes"));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("no cluster was made:\n" + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("redis-cli comes with: apt-get install redis-server", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a cluster was made", e);
    }
  }

  private boolean isWhole(RedisServer server) {
    var info = server.command("CLUSTER", "INFO");
    return info.contains("cluster_state:ok")
        && info.contains("cluster_known_nodes:" + servers.size())
        && info.contains("cluster_slots_ok:16384");
  }

  private static boolean isFollowing(RedisServer server) {
    return server.command("INFO", "replication").contains("master_link_status:up");
  }

  private void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not after " + PATIENCE + ": " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** Returns the nodes in one URL. */
  public String url() {
    return servers.stream()
        .map(server -> "127.0.0.1:" + server.port())
        .collect(Collectors.joining(",", "redis://", ""));
  }

  public List<RedisServer> servers() {
    return List.copyOf(servers);
  }

  /** Returns the master that has a key's slot. */
  public RedisServer ownerOf(String key) {
    return servers.stream()
        .filter(server -> owns(server, key))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nobody has the slot of " + key));
  }

  /** Waits until a replica has all that its master has. */
  public void awaitReplicated(RedisServer master) {
    await(
        "a replica has all",
        () -> {
          var info = master.command("INFO", "replication");
          var offset = OFFSET.matcher(info);
          return offset.find() && info.contains(",offset=" + offset.group(1) + ",");
        });
  }

  private static boolean owns(RedisServer server, String key) {
    try {
      server.command("EXISTS", key);
      return true;
    } catch (RedisReplyException | UncheckedIOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    servers.forEach(RedisServer::close);
  }
}
