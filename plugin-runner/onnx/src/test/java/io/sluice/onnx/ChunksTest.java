package io.sluice.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunksTest {

  /** Each character is a piece; ids are of no matter. */
  private static final Tokenizer CHARACTERS =
      new Tokenizer() {
        @Override
        public void split(String text, int from, int to, Pieces pieces) {
          for (int i = from; i < to; i++) {
            pieces.add(3, i);
          }
        }

        @Override
        public int size() {
          return 4;
        }

        @Override
        public int begin() {
          return 1;
        }

        @Override
        public int end() {
          return 2;
        }
      };

  @Test
  void endsAChunkBehindTheLastSentenceInIt() {
    assertThat(chunks("ab. cd. ef gh", 9)).containsExactly("ab.cd.", "efgh");
    assertThat(chunks("ab。cd！ef gh", 7)).containsExactly("ab。cd！", "efgh");
  }

  @Test
  void endsAChunkBehindALine() {
    assertThat(chunks("ab cd\nef gh", 7)).containsExactly("abcd", "efgh");
  }

  @Test
  void endsAChunkBehindAWordWhereNoSentenceEnds() {
    assertThat(chunks("abc d.e fgh ijk", 8)).containsExactly("abcd.e", "fghijk");
  }

  @Test
  void cutsAWordThatIsTooLongForAChunk() {
    assertThat(chunks("a bcdefghij k", 4)).containsExactly("a", "bcde", "fghi", "jk");
  }

  @Test
  void leavesATextWholeThatFits() {
    assertThat(chunks("a. b. c", 5)).containsExactly("a.b.c");
    assertThat(chunks("", 5)).isEmpty();
  }

  private static List<String> chunks(String text, int most) {
    var pieced = PiecedText.of(text, CHARACTERS);
    var bare = text.replaceAll("\\s", "");
    var chunks = new Chunks(pieced, most);
    var found = new ArrayList<String>();
    while (chunks.from() < pieced.pieces().count()) {
      int from = chunks.from();
      found.add(bare.substring(from, chunks.next()));
    }
    return found;
  }
}
