/** Semantic caching: a question that means the same as an earlier one gets the earlier answer. */
@NullMarked
package io.sluice.cache;

import org.jspecify.annotations.NullMarked;
