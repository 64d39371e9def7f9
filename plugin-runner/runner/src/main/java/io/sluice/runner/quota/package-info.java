/** The budgets that are in force: those of quotas.yaml, overridden by those of the admin API. */
@NullMarked
package io.sluice.runner.quota;

import org.jspecify.annotations.NullMarked;
