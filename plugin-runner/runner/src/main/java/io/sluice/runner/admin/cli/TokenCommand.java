package io.sluice.runner.admin.cli;

import io.sluice.runner.admin.Role;
import io.sluice.runner.exchanges.BearerToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code token NAME}: makes a token for the admin API, and shows it once. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description =
        "Makes a token for the admin API and prints it, once, with the lines that let it in.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:made", "2:wrong usage, or a secret that can be guessed"})
public final class TokenCommand implements Callable<Integer> {

  private static final int BYTES = 32;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}");

  /** What compression makes of a secret must still be this long, or it repeats itself. */
  private static final int COMPRESSED = 24;

  private final PrintWriter out;

  @Parameters(paramLabel = "NAME", description = "whose it is, for the audit trail")
  private String name = "";

  @Option(
      names = "--role",
      required = true,
      converter = RoleWords.class,
      completionCandidates = RoleNames.class,
      description = "one or more of ${COMPLETION-CANDIDATES}")
  private List<Role> roles = List.of();

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "take a secret of your own instead: random, 32 characters or more")
  private @Nullable Path secretFile;

  @Spec private @Nullable CommandSpec spec;

  public TokenCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    if (!NAME.matcher(name).matches()) {
      throw wrongUsage("NAME must be 1 to 64 letters, digits or _ . : -");
    }
    var token = secretFile == null ? fresh() : own(secretFile);
    if (secretFile == null) {
      out.println("The token, which is not shown again:");
      out.println();
      out.println("  " + token);
      out.println();
    }
    out.println("For apisix-conf/application.yaml, under sluice.admin:");
    out.println();
    out.println("    tokens:");
    out.println("      - name: \"%s\"".formatted(name));
    out.println(
        "        roles: "
            + roles.stream()
                .distinct()
                .map(Role::word)
                .collect(Collectors.joining(", ", "[", "]")));
    out.println("        sha256: \"%s\"".formatted(sha256(token)));
    out.flush();
    return 0;
  }

  private static String fresh() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return "sluice_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private String own(Path file) {
    try {
      var secret = Files.readString(file).strip();
      if (secret.length() < BYTES
          || secret.chars().anyMatch(c -> c <= ' ' || c > '~')
          || compressed(secret) < COMPRESSED) {
        throw wrongUsage(
            "the secret must be 32 or more random characters without spaces, as of"
                + " \"openssl rand -base64 32\"");
      }
      return secret;
    } catch (IOException e) {
      throw wrongUsage(file + " can't be read: " + e);
    }
  }

  private static int compressed(String secret) {
    var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(secret.getBytes(StandardCharsets.UTF_8));
      deflater.finish();
      return deflater.deflate(new byte[2 * secret.length() + 64]);
    } finally {
      deflater.end();
    }
  }

  private static String sha256(String token) {
    return HexFormat.of().formatHex(BearerToken.sha256(token));
  }

  private ParameterException wrongUsage(String message) {
    if (spec == null) {
      throw new IllegalStateException("run by picocli");
    }
    return new ParameterException(spec.commandLine(), message);
  }

  static final class RoleWords implements ITypeConverter<Role> {

    @Override
    public Role convert(String word) {
      return Arrays.stream(Role.values())
          .filter(role -> role.word().equals(word))
          .findFirst()
          .orElseThrow(() -> new TypeConversionException("no role: " + word));
    }
  }

  static final class RoleNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Role.values()).map(Role::word).iterator();
    }
  }
}
