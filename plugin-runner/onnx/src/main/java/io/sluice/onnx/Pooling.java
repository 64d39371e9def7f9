package io.sluice.onnx;

import java.nio.FloatBuffer;

/** How the vectors of a text's tokens become the text's vector. */
public enum Pooling {
  /** The mean of all tokens, as MiniLM was trained. */
  MEAN {
    @Override
    float[] pool(FloatBuffer tokens, int dimensions) {
      // The sum will do: an embedding's length is made 1 anyway.
      var sum = new float[dimensions];
      var token = new float[dimensions];
      while (tokens.hasRemaining()) {
        tokens.get(token);
        for (int i = 0; i < dimensions; i++) {
          sum[i] += token[i];
        }
      }
      return sum;
    }
  },

  /** The first token, which stands for the text, as BGE was trained. */
  FIRST_TOKEN {
    @Override
    float[] pool(FloatBuffer tokens, int dimensions) {
      var first = new float[dimensions];
      tokens.get(first);
      return first;
    }
  };

  /**
   * Returns the direction of a text.
   *
   * @param tokens one vector after the other, every one of a token that is part of the text
   */
  abstract float[] pool(FloatBuffer tokens, int dimensions);
}
