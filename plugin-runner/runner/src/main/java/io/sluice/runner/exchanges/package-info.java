/** Exchanges between their request and their log entry. */
@NullMarked
package io.sluice.runner.exchanges;

import org.jspecify.annotations.NullMarked;
