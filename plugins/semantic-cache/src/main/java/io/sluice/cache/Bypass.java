package io.sluice.cache;

import java.util.Locale;

/** Why a request is not answered from the cache; a closed set, fit for headers and metric tags. */
enum Bypass {
  /** APISIX names no consumer: there is nobody whose answers these could be. */
  ANONYMOUS,
  /** The body is of no known protocol, or can be read in two ways. */
  NOT_UNDERSTOOD,
  /** The client says that nothing is to be kept. */
  NO_STORE,
  /** The client wants a new answer, which is kept. */
  NO_CACHE,
  /** It asks for several answers. */
  CHOICES,
  /** The sampling is hotter than the route allows. */
  TEMPERATURE,
  /** It offers the model functions, and the route does not allow that. */
  TOOLS,
  /** The provider may look something up, or something that it points at may change. */
  LIVE,
  /** It goes on with what the provider keeps. */
  PROVIDER_STATE,
  /** It asks for what a replay can't give: probabilities, sound. */
  FORM;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
