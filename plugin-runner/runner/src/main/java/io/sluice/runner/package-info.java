/** The process APISIX talks to: wiring and command line. */
@NullMarked
package io.sluice.runner;

import org.jspecify.annotations.NullMarked;
