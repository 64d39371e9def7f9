/** Tokens, counted before a request is sent: vocabularies, model table, and rules for prompts. */
@NullMarked
package io.sluice.tokens;

import org.jspecify.annotations.NullMarked;
