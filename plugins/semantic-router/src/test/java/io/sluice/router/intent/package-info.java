/** Proves how intents are told apart. */
@NullMarked
package io.sluice.router.intent;

import org.jspecify.annotations.NullMarked;
