/** The standalone configuration file of APISIX, as written. */
@NullMarked
package io.sluice.gateway.config;

import org.jspecify.annotations.NullMarked;
