/** Stored answers in memory, and the index that finds those whose questions are near. */
@NullMarked
package io.sluice.vectors;

import org.jspecify.annotations.NullMarked;
