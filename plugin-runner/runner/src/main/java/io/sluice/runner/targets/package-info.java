/** How targets are, and why requests went where they went. */
@NullMarked
package io.sluice.runner.targets;

import org.jspecify.annotations.NullMarked;
