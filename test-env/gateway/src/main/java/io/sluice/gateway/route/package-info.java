/** The configuration as compiled: routes, consumers and the order of their plugins. */
@NullMarked
package io.sluice.gateway.route;

import org.jspecify.annotations.NullMarked;
