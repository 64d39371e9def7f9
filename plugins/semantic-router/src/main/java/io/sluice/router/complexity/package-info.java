/** How much a prompt asks of a model: scored before any model has answered. */
@NullMarked
package io.sluice.router.complexity;

import org.jspecify.annotations.NullMarked;
