/** What targets are expected to cost, to be worth and to take, and which is the best. */
@NullMarked
package io.sluice.router.choice;

import org.jspecify.annotations.NullMarked;
