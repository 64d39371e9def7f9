/** The commands that try a router's configuration, and train its model, on a golden set. */
@NullMarked
package io.sluice.runner.evaluation;

import org.jspecify.annotations.NullMarked;
