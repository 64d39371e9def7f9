/** How good a router's decisions are, measured on prompts of which it is known what is right. */
@NullMarked
package io.sluice.router.evaluation;

import org.jspecify.annotations.NullMarked;
