/** The commands that ask a running runner's admin API, and the one that makes a token for it. */
@NullMarked
package io.sluice.runner.admin.cli;

import org.jspecify.annotations.NullMarked;
