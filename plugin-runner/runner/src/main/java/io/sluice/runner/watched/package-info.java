/** Files that are read again when they change. */
@NullMarked
package io.sluice.runner.watched;

import org.jspecify.annotations.NullMarked;
