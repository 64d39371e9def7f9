package io.sluice.cache;

/** Who may get whose answers. Whoever APISIX does not name gets nobody's. */
enum Scope {
  /** Each consumer their own. */
  CONSUMER,
  /** Those of one consumer group one another's; who has no group, their own. */
  DEPARTMENT,
  /** Every consumer of the route. */
  ROUTE,
  /** The members of the route's group one another's; who is none, their own. */
  GROUP
}
