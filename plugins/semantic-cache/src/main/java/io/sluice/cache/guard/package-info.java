/** The guard: whether two near questions mean the same, told from their words. */
@NullMarked
package io.sluice.cache.guard;

import org.jspecify.annotations.NullMarked;
