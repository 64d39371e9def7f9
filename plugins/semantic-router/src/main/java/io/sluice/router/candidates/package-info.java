/** The targets that a request could go to, as one step after another leaves them. */
@NullMarked
package io.sluice.router.candidates;

import org.jspecify.annotations.NullMarked;
