/** How the plugins of a route run after one another. */
@NullMarked
package io.sluice.runner.chain;

import org.jspecify.annotations.NullMarked;
