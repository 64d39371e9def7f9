package io.sluice.runner.admin;

import java.util.Set;

/**
 * Who calls the admin API.
 *
 * @param token its name
 * @param address from which the call came
 */
public record Caller(String token, Set<Role> roles, String address) {

  /** Where a request carries it. */
  static final String ATTRIBUTE = "io.sluice.runner.admin.Caller";
}
