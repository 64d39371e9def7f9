/** Semantic routing: the target of a request is chosen by what it asks for. */
@NullMarked
package io.sluice.router;

import org.jspecify.annotations.NullMarked;
