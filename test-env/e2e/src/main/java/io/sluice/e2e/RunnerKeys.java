package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The environment of a runner that is started to be looked at. */
final class RunnerKeys {

  /** What its admin API asks for; loopback and a few minutes are all that it opens. */
  static final String ADMIN_TOKEN = "e2e-admin-3b0f62c1d94e4c5f8a7716d2";

  private RunnerKeys() {}

  /**
   * @param port of its management HTTP
   * @param exchangesToken what log entries show
   * @param folder for what it keeps
   * @param quotas the file of its budgets
   */
  static Map<String, String> of(int port, String exchangesToken, Path folder, Path quotas) {
    return Map.of(
        "SERVER_PORT",
        Integer.toString(port),
        "SLUICE_EXCHANGES_TOKEN",
        exchangesToken,
        "SLUICE_QUOTAS_FILE",
        quotas.toString(),
        "SLUICE_QUOTAS_STORE",
        folder.resolve("quotas.json").toString(),
        "SLUICE_ADMIN_AUDITFILE",
        folder.resolve("admin-audit.ndjson").toString(),
        "SLUICE_ADMIN_TOKENS_0_NAME",
        "e2e",
        "SLUICE_ADMIN_TOKENS_0_ROLES",
        "viewer",
        "SLUICE_ADMIN_TOKENS_0_SHA256",
        sha256(ADMIN_TOKEN));
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
