/** Where the servers of tests come from. */
@NullMarked
package io.sluice.testkit.servers;

import org.jspecify.annotations.NullMarked;
