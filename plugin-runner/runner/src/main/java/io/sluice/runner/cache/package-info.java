/** What the runner adds to the semantic cache. */
@NullMarked
package io.sluice.runner.cache;

import org.jspecify.annotations.NullMarked;
