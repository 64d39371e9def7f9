@NullMarked
package io.sluice.exchange.replay;

import org.jspecify.annotations.NullMarked;
