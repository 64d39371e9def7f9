/** Whether an answer is right, judged without asking another model. */
@NullMarked
package io.sluice.router.verifier;

import org.jspecify.annotations.NullMarked;
