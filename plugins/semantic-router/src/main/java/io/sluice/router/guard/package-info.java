/** Keeps words that only push a prompt upward from deciding where it goes. */
@NullMarked
package io.sluice.router.guard;

import org.jspecify.annotations.NullMarked;
