package io.sluice.redis;

import io.sluice.exchange.ledger.QuotaStore;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Budgets in a hash of Redis, each with its version, and a revision beside it. */
public final class RedisQuotaStore implements QuotaStore {

  private static final Script REVISION = Script.of("quotas.lua", "quota-revision.lua");
  private static final Script ALL = Script.of("quotas.lua", "quota-all.lua");
  private static final Script PUT = Script.of("quotas.lua", "quota-put.lua");
  private static final Script DELETE = Script.of("quotas.lua", "quota-delete.lua");

  private final Redis redis;
  private final List<byte[]> keys;

  public RedisQuotaStore(Redis redis) {
    this.redis = redis;
    this.keys = bytes(redis.keys() + "quotas", redis.keys() + "quotas:revision");
  }

  @Override
  public long revision() {
    return (Long) redis.run("look up the quotas' revision", REVISION, keys, List.of());
  }

  @Override
  public Map<String, Stored> all() {
    var answer = (List<?>) redis.run("read the quotas", ALL, keys, List.of());
    var all = new LinkedHashMap<String, Stored>();
    for (int i = 0; i < answer.size(); i += 2) {
      all.put(text(answer.get(i)), stored(text(answer.get(i + 1))));
    }
    return all;
  }

  private static Stored stored(String text) {
    int space = text.indexOf(' ');
    return new Stored(text.substring(space + 1), Long.parseLong(text.substring(0, space)));
  }

  @Override
  public OptionalLong put(String name, String json, OptionalLong expected) {
    long version = (Long) redis.run("store a quota", PUT, keys, bytes(name, json, text(expected)));
    return version == 0 ? OptionalLong.empty() : OptionalLong.of(version);
  }

  @Override
  public boolean delete(String name, OptionalLong expected) {
    return (Long) redis.run("delete a quota", DELETE, keys, bytes(name, text(expected))) == 1;
  }

  private static List<byte[]> bytes(String... texts) {
    return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static String text(OptionalLong expected) {
    return expected.isPresent() ? Long.toString(expected.getAsLong()) : "";
  }

  private static String text(Object answer) {
    return new String((byte[]) answer, StandardCharsets.UTF_8);
  }
}
