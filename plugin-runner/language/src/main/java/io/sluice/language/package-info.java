/** Tells which language a text is in. */
@NullMarked
package io.sluice.language;

import org.jspecify.annotations.NullMarked;
