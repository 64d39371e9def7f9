package io.sluice.models;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Distils a packed sentence model into a vector for each of its tokens: {@code DistilStaticTable
 * FOLDER TABLE STAMP RUNTIME}.
 *
 * <p>The model is run on each piece of its vocabulary and on made sentences ({@link
 * TrainingSentences}). A piece begins with its own vector, less the mean, weighted by how rare it
 * is, and learns from the sentences. On one machine the same files give the same bytes; on another
 * processor ONNX Runtime may round otherwise.
 *
 * <p>Takes half a minute of two cores, and is skipped when the stamp says that the table was made
 * of the same files by the same program. RUNTIME is ONNX Runtime's version, a part of the stamp.
 */
final class DistilStaticTable {

  private static final int MODEL_DIMENSIONS = 384;
  private static final int DIMENSIONS = 256;
  private static final int SENTENCES = 20_000;
  private static final int HELD_OUT = 500;
  private static final long SEED = 1;

  /** A piece as frequent as this has half the weight of a rare one. */
  private static final double HALF_WEIGHT = 1e-3;

  private final Pieces pieces;
  private final SentenceModel model;

  private DistilStaticTable(Pieces pieces, SentenceModel model) {
    this.pieces = pieces;
    this.model = model;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 4) {
      throw new IllegalArgumentException("usage: DistilStaticTable FOLDER TABLE STAMP RUNTIME");
    }
    var graph = Path.of(arguments[0], "model.onnx");
    var vocabulary = Path.of(arguments[0], "vocab.txt");
    var table = Path.of(arguments[1]);
    var stamp = Path.of(arguments[2]);
    var made = digest(graph, vocabulary, program()) + " " + arguments[3] + "\n";
    if (Files.exists(table)
        && Files.exists(stamp)
        && Files.readString(stamp).equals(made + digest(table))) {
      return;
    }
    Files.createDirectories(table.getParent());
    Files.write(table, StaticTableFile.bytes(distil(graph, vocabulary)));
    Files.writeString(stamp, made + digest(table));
  }

  private static float[][] distil(Path graph, Path vocabulary) throws IOException, OrtException {
    var pieces = Pieces.read(vocabulary);
    try (var model = new SentenceModel(graph, MODEL_DIMENSIONS, pieces)) {
      return new DistilStaticTable(pieces, model).distil();
    }
  }

  private float[][] distil() {
    var sentences = new TrainingSentences(pieces, SEED).make(SENTENCES + HELD_OUT);
    var directions = model.embed(sentences);
    centre(directions, Vectors.mean(directions));
    var axes = new PrincipalAxes(directions, DIMENSIONS);
    var targets = axes.project(directions);
    for (var target : targets) {
      Vectors.normalise(target);
    }

    var table = new TokenVectors(axes.project(weightedPieces()));
    table.learn(sentences.subList(0, SENTENCES), Arrays.copyOf(targets, SENTENCES), SEED);
    System.out.printf(
        "Token vectors distilled; on other sentences their mean cosine to the model is %.3f.%n",
        table.likeness(
            sentences.subList(SENTENCES, sentences.size()),
            Arrays.copyOfRange(targets, SENTENCES, targets.length)));
    table.merge(IntStream.range(0, pieces.size()).filter(pieces::foreign).boxed().toList());
    return table.rows();
  }

  private float[][] weightedPieces() {
    var vectors =
        model.embed(IntStream.range(0, pieces.size()).mapToObj(id -> new int[] {id}).toList());
    centre(vectors, Vectors.mean(Arrays.copyOfRange(vectors, Pieces.FIRST_WORD, vectors.length)));
    for (int id = 0; id < vectors.length; id++) {
      Vectors.scale(vectors[id], HALF_WEIGHT / (HALF_WEIGHT + pieces.frequency(id)));
    }
    return vectors;
  }

  private static void centre(float[][] vectors, float[] mean) {
    for (var vector : vectors) {
      Vectors.add(vector, -1, mean);
    }
  }

  /** Returns the class files of this program. */
  private static Path program() throws Exception {
    return Path.of(
            DistilStaticTable.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .resolve("io/sluice/models");
  }

  private static String digest(Path... files) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var file : files) {
        for (var one : Files.isDirectory(file) ? classes(file) : List.of(file)) {
          digest.update(one.getFileName().toString().getBytes(StandardCharsets.UTF_8));
          digest.update(Files.readAllBytes(one));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Path> classes(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
  }
}
