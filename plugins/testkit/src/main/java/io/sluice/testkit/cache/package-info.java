/** The contract of answer stores, and a fake one. */
@NullMarked
package io.sluice.testkit.cache;

import org.jspecify.annotations.NullMarked;
