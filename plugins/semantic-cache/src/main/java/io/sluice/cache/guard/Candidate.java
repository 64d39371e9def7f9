package io.sluice.cache.guard;

/**
 * A stored question near the asked one.
 *
 * @param similarity cosine of the two embeddings, in [-1, 1]
 * @param answer what two candidates share if they have the same answer: its id or hash
 * @param phrasings under how many questions the answer is stored in this partition, at least 1
 */
public record Candidate(String question, double similarity, String answer, int phrasings) {

  public Candidate {
    if (phrasings < 1) {
      throw new IllegalArgumentException("phrasings must be at least 1, but was " + phrasings);
    }
  }
}
