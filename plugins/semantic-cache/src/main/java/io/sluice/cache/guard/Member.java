package io.sluice.cache.guard;

/** A member of a kind, under the first of its spellings. */
record Member(Kind kind, String name) {}
