package io.sluice.exchange;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The texts of a request's prompt, in the order in which they stand in its body, and the body with
 * other texts in their places.
 *
 * <p>Of chat completions, responses, legacy completions and Anthropic's messages. Tool definitions
 * and calls, names, images and whatever nobody knows are no texts. Immutable.
 */
public final class PromptTexts {

  private final ChatRequest request;
  private final List<PromptText> texts;
  private final List<Span> places;

  private PromptTexts(ChatRequest request, List<PromptText> texts, List<Span> places) {
    this.request = request;
    this.texts = List.copyOf(texts);
    this.places = List.copyOf(places);
  }

  /**
   * Finds the texts of a request; none in a body that was not understood, or that names a key of a
   * message twice, so that nobody can tell which of the two a provider reads.
   */
  public static PromptTexts of(ChatRequest request) {
    var found =
        request.protocol() == Protocol.UNKNOWN || request.protocol() == Protocol.OPENAI_EMBEDDINGS
            ? List.<PromptReading.Found>of()
            : PromptReading.read(request.body());
    return new PromptTexts(
        request,
        found.stream().map(PromptReading.Found::text).toList(),
        found.stream().map(PromptReading.Found::place).toList());
  }

  /** Returns the texts. */
  public List<PromptText> texts() {
    return texts;
  }

  /**
   * Returns the request with other texts; every byte outside those that differ stays.
   *
   * @param others one for each of {@link #texts()}
   */
  public ChatRequest with(List<String> others) {
    if (others.size() != texts.size()) {
      throw new IndexOutOfBoundsException(
          "%d texts for the places of %d".formatted(others.size(), texts.size()));
    }
    if (IntStream.range(0, texts.size()).allMatch(i -> isSame(i, others))) {
      return request;
    }
    var body = request.body();
    var changed = new ByteArrayOutputStream(body.length);
    int from = 0;
    for (int i = 0; i < texts.size(); i++) {
      if (!isSame(i, others)) {
        var place = places.get(i);
        changed.write(body, from, place.start() - from);
        changed.writeBytes(Json.utf8(Json.quote(others.get(i))));
        from = place.end();
      }
    }
    changed.write(body, from, body.length - from);
    return request.withBody(changed.toByteArray());
  }

  private boolean isSame(int i, List<String> others) {
    return texts.get(i).text().equals(others.get(i));
  }
}
