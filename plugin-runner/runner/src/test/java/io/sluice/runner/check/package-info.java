/** Tests of the check. */
@NullMarked
package io.sluice.runner.check;

import org.jspecify.annotations.NullMarked;
