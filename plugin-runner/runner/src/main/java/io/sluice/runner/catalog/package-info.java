/** The catalog in force. */
@NullMarked
package io.sluice.runner.catalog;

import org.jspecify.annotations.NullMarked;
