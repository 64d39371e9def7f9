/** The shared language of plugins and runner. */
@NullMarked
package io.sluice.exchange;

import org.jspecify.annotations.NullMarked;
