package io.sluice.extplugin;

import java.util.Set;

/**
 * What a route wants to know of each request beyond what every call carries.
 *
 * @param variables nginx or APISIX variables, without the dollar sign
 * @param body whether the request's body is needed
 */
public record Needs(Set<String> variables, boolean body) {

  /** Nothing more. */
  public static final Needs NOTHING = new Needs(Set.of(), false);

  public Needs {
    variables = Set.copyOf(variables);
  }

  boolean isNothing() {
    return variables.isEmpty() && !body;
  }
}
