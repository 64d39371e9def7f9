/** Contracts and fakes of what choosing a target needs. */
@NullMarked
package io.sluice.testkit.routing;

import org.jspecify.annotations.NullMarked;
