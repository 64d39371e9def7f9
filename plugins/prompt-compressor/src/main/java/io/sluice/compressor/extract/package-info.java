/** Which pieces of a prompt answer its question: scored, and chosen within a budget. */
@NullMarked
package io.sluice.compressor.extract;

import org.jspecify.annotations.NullMarked;
