/** What keeps choices steady: the same consumer the same arm, a conversation its target. */
@NullMarked
package io.sluice.router.steady;

import org.jspecify.annotations.NullMarked;
