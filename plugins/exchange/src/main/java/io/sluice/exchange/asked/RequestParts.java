package io.sluice.exchange.asked;

import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A request's body taken apart: the question, the user's turns before it, and everything else that
 * determines the answer. Two requests with equal parts ask for the same.
 *
 * <p>What is not known to leave the answer as it is counts as determining it, fields that nobody
 * has heard of included.
 *
 * @param protocol a known one
 * @param question the text of the last message, where that is one of the user's that holds text
 *     alone; empty otherwise, and then it is in {@code rest}
 * @param earlier the texts of the user's messages before the question, oldest first; empty where
 *     there is no question, and where one of them holds more than text
 * @param followsUp whether the question comes after an answer of the model
 * @param rest everything else in a canonical form, with a gap where each of {@code question} and
 *     {@code earlier} stood
 * @param user who the client says its user is; not in {@code rest}
 * @param traits what makes it special
 * @param temperature of the sampling; empty where the request leaves it to the provider
 */
public record RequestParts(
    Protocol protocol,
    String question,
    List<String> earlier,
    boolean followsUp,
    String rest,
    List<String> user,
    Set<Trait> traits,
    OptionalDouble temperature) {

  public RequestParts {
    earlier = List.copyOf(earlier);
    user = List.copyOf(user);
    traits = Set.copyOf(traits);
  }

  /**
   * Takes a request apart.
   *
   * @return empty if it is of an unknown protocol, or names a key twice so that nobody can tell
   *     which of the two a provider reads, or is nested deeper than any real one
   */
  public static Optional<RequestParts> of(ChatRequest request) {
    return request.protocol() == Protocol.UNKNOWN
        ? Optional.empty()
        : BodyTree.read(request.body()).map(tree -> of(request, tree));
  }

  private static RequestParts of(ChatRequest request, BodyTree tree) {
    var traits = Traits.of(request, tree.root());
    var temperature = tree.root().path("temperature");
    var user = tree.takeUser();
    var turns = request.protocol() == Protocol.OPENAI_CHAT ? tree.takeTurns() : List.<String>of();
    var earlier = new ArrayList<>(turns);
    var question = earlier.isEmpty() ? "" : earlier.removeLast();
    return new RequestParts(
        request.protocol(),
        question,
        earlier,
        tree.hasAnswer(),
        tree.rest(request.protocol() == Protocol.OPENAI_CHAT),
        user,
        traits,
        temperature.isNumber()
            ? OptionalDouble.of(temperature.doubleValue(Double.MAX_VALUE))
            : OptionalDouble.empty());
  }

  /** Returns whether there is a question that can be compared by its meaning. */
  public boolean hasQuestion() {
    return !question.isBlank();
  }

  /** Without content. */
  @Override
  public String toString() {
    return "RequestParts[%s, %s]".formatted(protocol, traits);
  }
}
