/** How a text is built: taken apart into pieces, and put together again without some of them. */
@NullMarked
package io.sluice.compressor.layout;

import org.jspecify.annotations.NullMarked;
