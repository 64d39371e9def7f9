/** Rules that nothing later in the router may undo. */
@NullMarked
package io.sluice.router.policy;

import org.jspecify.annotations.NullMarked;
