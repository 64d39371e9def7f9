package io.sluice.router.intent;

/**
 * A vector to learn from.
 *
 * @param intent the one that it belongs to; of a negative one, the one that it does not
 */
record Sample(float[] vector, int intent, boolean negative) {}
