package io.sluice.router.intent;

/**
 * An intent that a question may belong to.
 *
 * @param intent its place in the list that was learned, from 0
 * @param similarity the cosine of its nearest example in {@link SentenceModels#similarity}
 * @param probability how probable it is among the intents, if the question belongs to one of them:
 *     they sum to 1, so that those of intents with one tier may be summed. Where nothing was
 *     learned, the same as {@code confidence}
 * @param confidence how probable it is that the question belongs to it, in [0, 1]: low for a
 *     question that belongs to no intent
 * @param refused whether one of the intent's negative examples is nearer than each of its examples:
 *     then it must not claim the question
 */
public record Guess(
    int intent, float similarity, double probability, double confidence, boolean refused) {}
