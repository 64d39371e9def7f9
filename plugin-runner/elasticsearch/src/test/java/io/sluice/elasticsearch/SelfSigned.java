package io.sluice.elasticsearch;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server's key with the certificate it made itself, for 127.0.0.1. */
final class SelfSigned {

  private static final String PASSWORD = "changeit";

  private final Path folder;

  SelfSigned(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=test", "-ext", "SAN=IP:127.0.0.1");
    keytool("-exportcert", "-rfc", "-file", certificate().toString());
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "test", "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", keys().toString(), "-storepass", PASSWORD));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(folder.resolve("keytool.log")));
    }
  }

  private Path keys() {
    return folder.resolve("keys.p12");
  }

  Path certificate() {
    return folder.resolve("ca.pem");
  }

  String fingerprint() throws IOException, GeneralSecurityException {
    var digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.ofDelimiter(":")
        .formatHex(digest.digest(store().getCertificate("test").getEncoded()));
  }

  private KeyStore store() throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(keys().toFile(), PASSWORD.toCharArray());
  }

  HttpsServer server() throws IOException, GeneralSecurityException {
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store(), PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return server;
  }
}
