package io.sluice.gateway.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The whole body of a request, which nginx reads before it contacts an upstream.
 *
 * <p>A large one is kept in a temporary file, which {@link #close()} removes.
 */
public final class RequestBody implements AutoCloseable {

  private static final int IN_MEMORY = 32 << 20;

  private final byte[] bytes;
  private final Optional<Path> file;
  private final long length;

  private RequestBody(byte[] bytes, Optional<Path> file, long length) {
    this.bytes = bytes;
    this.file = file;
    this.length = length;
  }

  public static RequestBody of(byte[] bytes) {
    return new RequestBody(bytes, Optional.empty(), bytes.length);
  }

  public static RequestBody read(InputStream in) throws IOException {
    var memory = new ByteArrayOutputStream();
    var buffer = new byte[16 << 10];
    for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      memory.write(buffer, 0, n);
      if (memory.size() > IN_MEMORY) {
        return spill(memory, in);
      }
    }
    return of(memory.toByteArray());
  }

  private static RequestBody spill(ByteArrayOutputStream begun, InputStream rest)
      throws IOException {
    var file = Files.createTempFile("gateway-body", null);
    try (var out = Files.newOutputStream(file)) {
      begun.writeTo(out);
      rest.transferTo(out);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return new RequestBody(new byte[0], Optional.of(file), Files.size(file));
  }

  public long length() {
    return length;
  }

  public Optional<Path> file() {
    return file;
  }

  /** All of it, also when it is in a file. */
  public byte[] bytes() {
    try {
      return file.isPresent() ? Files.readAllBytes(file.get()) : bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
  }
}
