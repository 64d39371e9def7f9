/** The gateway side of the ext-plugin protocol. */
@NullMarked
package io.sluice.gateway.ext;

import org.jspecify.annotations.NullMarked;
