package io.sluice.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The files of a model in a folder: {@code model.onnx} and {@code vocab.txt}.
 *
 * @param name what the model is called
 */
record ModelFiles(String name, Path folder) {

  private static final String GRAPH = "model.onnx";
  private static final String VOCABULARY = "vocab.txt";

  /** Finds the files of a folder, which gives the model its name. */
  static ModelFiles in(Path folder) {
    return new ModelFiles(
        String.valueOf(folder.toAbsolutePath().normalize().getFileName()), folder);
  }

  /** Makes an empty temporary folder for the files. */
  static ModelFiles temporary(String name) {
    try {
      var files = new ModelFiles(name, Files.createTempDirectory("sluice-model-"));
      // For a process that is told to stop while it loads; in reverse order, the folder last.
      files.folder().toFile().deleteOnExit();
      files.graph().toFile().deleteOnExit();
      files.vocabulary().toFile().deleteOnExit();
      return files;
    } catch (IOException e) {
      throw new ModelFileException("java.io.tmpdir", "be a folder to write to", e);
    }
  }

  /**
   * Copies the files of a model of this program into the folder.
   *
   * <p>ONNX Runtime reads a file with 35 MB less memory than it takes over the bytes of a resource.
   */
  void unpack() {
    unpack(graph());
    unpack(vocabulary());
  }

  private void unpack(Path file) {
    var resource = "/io/sluice/models/%s/%s".formatted(name, file.getFileName());
    try (var stream = ModelFiles.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new ModelFileException(resource, "be on the class path", "is not");
      }
      Files.copy(stream, file);
    } catch (IOException e) {
      throw new ModelFileException(file.toString(), "be a file to write to", e);
    }
  }

  Path graph() {
    return folder.resolve(GRAPH);
  }

  Path vocabulary() {
    return folder.resolve(VOCABULARY);
  }

  Vocabulary readVocabulary() {
    requireFile(vocabulary());
    try {
      return Vocabulary.of(vocabulary().toString(), Files.readAllLines(vocabulary()));
    } catch (IOException e) {
      throw new ModelFileException(vocabulary().toString(), "be readable as UTF-8", e);
    }
  }

  TokenGraph loadGraph(EmbeddingConfig config, Vocabulary words) {
    var output =
        new TokenGraph.Output(
            "last_hidden_state",
            config.dimensions(),
            "dimensions, as configured",
            config.maxTokens());
    return TokenGraph.load(graph(), output, words.size());
  }

  /** Returns 12 hexadecimal digits that change with the files. */
  String digest() {
    requireFile(graph());
    return digest(vocabulary(), graph());
  }

  /** Returns 12 hexadecimal digits that change with any of those files. */
  static String digest(Path... files) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var buffer = new byte[1 << 16];
      for (var file : files) {
        try (var stream = Files.newInputStream(file)) {
          for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
            digest.update(buffer, 0, n);
          }
        } catch (IOException e) {
          throw new ModelFileException(file.toString(), "be readable", e);
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Deletes the files of a model that was unpacked. */
  void delete() {
    try {
      Files.deleteIfExists(graph());
      Files.deleteIfExists(vocabulary());
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new ModelFileException(folder.toString(), "be a folder to delete when it was read", e);
    }
  }

  static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ModelFileException(
          file.toString(), "be a file", Files.exists(file) ? "is not one" : "does not exist");
    }
  }
}
