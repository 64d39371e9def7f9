/** Whether a cheap answer is good enough. */
@NullMarked
package io.sluice.router.cascade;

import org.jspecify.annotations.NullMarked;
