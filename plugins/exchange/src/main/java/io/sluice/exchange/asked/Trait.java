package io.sluice.exchange.asked;

/** What may make the answer to a request one that no other request should get. */
public enum Trait {
  /** It asks for several answers. */
  CHOICES,
  /** The model may call functions of the client's. */
  FUNCTIONS,
  /** The provider may run tools: search, code, remote servers. */
  HOSTED_TOOLS,
  /** It asks for the probabilities of tokens. */
  LOGPROBS,
  /** It asks for, or holds, sound. */
  AUDIO,
  /** It points at something that lies elsewhere and may change. */
  REMOTE_CONTENT,
  /** It goes on with a conversation that the provider keeps, or runs in the background. */
  PROVIDER_STATE
}
