/** What tests of plugins and adapters share: contracts, fakes, a stub model provider. */
@NullMarked
package io.sluice.testkit;

import org.jspecify.annotations.NullMarked;
