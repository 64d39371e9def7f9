package io.sluice.exchange;

/** A stretch of bytes. */
record Span(int start, int end) {}
