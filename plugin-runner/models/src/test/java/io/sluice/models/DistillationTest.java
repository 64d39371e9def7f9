package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The steps that make a table of token vectors. */
class DistillationTest {

  private static final Pieces PIECES = pieces();

  @Test
  void aWordIsSplitIntoTheLongestPieces() {
    assertThat(split("password")).isEqualTo("password");
    assertThat(split("worikng")).isEqualTo("wo ##rik ##ng");
    assertThat(split("\uE000")).isEqualTo("[UNK]");
  }

  @Test
  void aPieceIsForeignIfItsLettersAreOfAnotherScript() {
    assertThat(IntStream.of(PIECES.id("[UNK]"), PIECES.id("的"), PIECES.id("и"), PIECES.id("##α")))
        .allMatch(PIECES::foreign);
    assertThat(IntStream.of(PIECES.id("the"), PIECES.id("##ing"), PIECES.id("7"), PIECES.id("?")))
        .noneMatch(PIECES::foreign);
  }

  @Test
  void everyFrameIsOfKnownWords() {
    var words = SentenceFrames.FRAMES.lines().flatMap(line -> List.of(line.split(" ")).stream());

    assertThat(words.map(PIECES::id)).doesNotContain(PIECES.id("[UNK]"));
  }

  @Test
  void theSameSeedMakesTheSameSentences() {
    assertThat(text(1)).isEqualTo(text(1)).isNotEqualTo(text(2));
  }

  @Test
  void sentencesAreShortAndUseMostOfTheVocabulary() {
    var sentences = new TrainingSentences(PIECES, 1).make(20_000);

    assertThat(sentences).allSatisfy(ids -> assertThat(ids.length).isBetween(1, 30));
    var used = new HashSet<Integer>();
    sentences.forEach(ids -> IntStream.of(ids).forEach(used::add));
    assertThat(used).hasSizeGreaterThan(25_000);
  }

  @Test
  void theAxesAreOrthonormalAndKeepWhatDiffersMost() {
    var random = new Random(1);
    var vectors = new float[500][];
    for (int i = 0; i < vectors.length; i++) {
      float x = (float) random.nextGaussian();
      float y = (float) random.nextGaussian();
      vectors[i] = new float[] {0.01f * y, 3 * x, 0.02f * x, 2 * y, 0};
    }

    var projected = new PrincipalAxes(vectors, 2).project(vectors);

    for (int i = 0; i < vectors.length; i++) {
      assertThat(Vectors.length(projected[i]))
          .isCloseTo(Vectors.length(vectors[i]), within(0.01 * Vectors.length(vectors[i])));
    }
  }

  @Test
  void tokensLearnWhatTheyAddToASentence() {
    // Token 0 is in every sentence and says nothing; 1 to 4 each stand for an axis.
    var random = new Random(1);
    var rows = new float[5][4];
    for (var row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = 0.1f * (float) random.nextGaussian();
      }
    }
    var sentences =
        random.ints(2_000, 1, 5).mapToObj(id -> new int[] {0, id}).collect(Collectors.toList());
    var directions = new float[sentences.size()][4];
    for (int i = 0; i < directions.length; i++) {
      directions[i][sentences.get(i)[1] - 1] = 1;
    }
    var vectors = new TokenVectors(rows);
    double before = vectors.likeness(sentences, directions);

    vectors.learn(sentences, directions, 1);

    assertThat(before).isLessThan(0.5);
    assertThat(vectors.likeness(sentences, directions)).isGreaterThan(0.9);
  }

  @Test
  void mergedTokensShareOneDirectionOfAWordsLength() {
    var vectors = new TokenVectors(new float[][] {{2, 0}, {0, 8}, {0.1f, 0}, {-4, 0}, {3, 0}});

    vectors.merge(List.of(1, 2));

    assertThat(vectors.rows()[1]).isEqualTo(vectors.rows()[2]);
    assertThat(Vectors.length(vectors.rows()[1])).isCloseTo(3, within(1e-5));
  }

  private static String split(String word) {
    return PIECES.split(word).stream().map(PIECES::text).collect(Collectors.joining(" "));
  }

  private static List<List<Integer>> text(long seed) {
    return new TrainingSentences(PIECES, seed)
        .make(100).stream().map(ids -> IntStream.of(ids).boxed().toList()).toList();
  }

  private static Pieces pieces() {
    try (var stream =
        DistillationTest.class.getResourceAsStream(
            "/io/sluice/models/bge-small-en-v15-q/vocab.txt")) {
      var bytes = Objects.requireNonNull(stream).readAllBytes();
      return new Pieces(new String(bytes, StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
