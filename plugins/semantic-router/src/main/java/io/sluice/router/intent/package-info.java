/** Which of a route's intents a question belongs to, learned from a few examples of each. */
@NullMarked
package io.sluice.router.intent;

import org.jspecify.annotations.NullMarked;
