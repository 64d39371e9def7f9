/** Tests. */
@NullMarked
package io.sluice.tokens;

import org.jspecify.annotations.NullMarked;
