/** {@code ai-token-limit}: budgets in tokens or money that hold. */
@NullMarked
package io.sluice.tokenlimit;

import org.jspecify.annotations.NullMarked;
