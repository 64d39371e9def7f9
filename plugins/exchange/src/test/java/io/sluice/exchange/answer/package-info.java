@NullMarked
package io.sluice.exchange.answer;

import org.jspecify.annotations.NullMarked;
