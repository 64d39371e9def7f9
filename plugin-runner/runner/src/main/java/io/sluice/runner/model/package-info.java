/** Model files that routes name: read again when they change. */
@NullMarked
package io.sluice.runner.model;

import org.jspecify.annotations.NullMarked;
