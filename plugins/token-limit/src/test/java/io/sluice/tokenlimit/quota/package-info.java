@NullMarked
package io.sluice.tokenlimit.quota;

import org.jspecify.annotations.NullMarked;
