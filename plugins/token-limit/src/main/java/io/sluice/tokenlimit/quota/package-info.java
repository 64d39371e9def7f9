/** Who may spend how much: budgets as they are written, and whom they cover. */
@NullMarked
package io.sluice.tokenlimit.quota;

import org.jspecify.annotations.NullMarked;
