/** What a plugin's schema says, and what its README says of it. */
@NullMarked
package io.sluice.testkit.schema;

import org.jspecify.annotations.NullMarked;
