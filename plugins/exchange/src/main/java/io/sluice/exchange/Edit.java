package io.sluice.exchange;

/** Bytes of a body from start to end, and the text to stand in their place. */
record Edit(int start, int end, String text) {}
