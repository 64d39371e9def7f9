/** The plugins that the gateway stand-in knows, one class each. */
@NullMarked
package io.sluice.gateway.plugin;

import org.jspecify.annotations.NullMarked;
