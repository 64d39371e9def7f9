/** The admin API: budgets and what is used of them, for those who hold a token. */
@NullMarked
package io.sluice.runner.admin;

import org.jspecify.annotations.NullMarked;
