package io.sluice.models;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Makes a model's files from the published ones: {@code PackModel GRAPH TOKENIZER DIRECTORY}.
 *
 * <p>Runs in every build. The same published files give the same bytes, and a file that would not
 * change is not written again.
 */
final class PackModel {

  private PackModel() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException("usage: PackModel GRAPH TOKENIZER DIRECTORY");
    }
    var graph = Path.of(arguments[0]);
    var tokenizer = Path.of(arguments[1]);
    var directory = Path.of(arguments[2]);
    try {
      pack(graph, tokenizer, directory);
    } catch (UnexpectedModelException e) {
      System.err.println("The published model is not the one this build knows. " + e.getMessage());
      System.exit(1);
    }
  }

  private static void pack(Path graph, Path tokenizer, Path directory) throws IOException {
    var published = ByteString.copyFrom(Files.readAllBytes(graph));
    var rewritten = new SquareRewrite(graph.getFileName().toString()).apply(published);
    var vocabulary =
        TokenizerFile.vocabulary(tokenizer.getFileName().toString(), Files.readString(tokenizer));

    Files.createDirectories(directory);
    write(directory.resolve("model.onnx"), rewritten.toByteArray());
    write(
        directory.resolve("vocab.txt"),
        (String.join("\n", vocabulary) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Path file, byte[] content) throws IOException {
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
      Files.write(file, content);
    }
  }
}
