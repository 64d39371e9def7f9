package io.sluice.compressor.layout;

import io.sluice.compressor.json.Json;
import java.util.List;

/** Cuts lines behind what opens a document or a turn, and around tags and JSON. */
final class Heads {

  /** A JSON value behind a word on its line, in characters; shorter ones are a part of the text. */
  private static final int SHORTEST_JSON = 60;

  private final String text;
  private final Lines whole;
  private final Lines cut;
  private final boolean numbered;
  private final Speakers speakers;
  private final List<Tags.Cut> tags;
  private int nextTag;

  /** Whether the line above tells of a document. */
  private boolean underFields;

  private Heads(Lines whole) {
    this.text = whole.text();
    this.whole = whole;
    this.cut = new Lines(text);
    this.numbered = DocumentHead.areNumbered(whole);
    this.speakers = Speakers.in(whole);
    this.tags = Tags.in(whole);
  }

  static Lines cut(Lines whole) {
    return new Heads(whole).cut();
  }

  private Lines cut() {
    for (int line = 0; line < whole.count(); line++) {
      if (whole.isPlain(line)) {
        cutAtTags(line);
      } else {
        underFields = false;
        cut.add(whole.start(line), whole.end(line), whole.role(line));
      }
    }
    return cut;
  }

  private void cutAtTags(int line) {
    int start = whole.start(line);
    int end = whole.end(line);
    while (nextTag < tags.size() && tags.get(nextTag).start() < end) {
      var tag = tags.get(nextTag);
      if (tag.start() > whole.first(line)) {
        cutAtHead(start, tag.start(), line);
        start = tag.start();
      }
      cut.add(start, tag.end(), tag.role());
      underFields = true;
      start = Space.skip(text, tag.end(), end);
      nextTag++;
    }
    cutAtHead(start, end, line);
  }

  private void cutAtHead(int start, int to, int line) {
    int end = Space.trim(text, start, to);
    if (start >= end) {
      return;
    }
    if (start > whole.start(line)) {
      rest(start, end);
      return;
    }
    int document = DocumentHead.end(whole, line, numbered);
    int speaker = document > 0 ? 0 : speakers.end(line);
    int label = document + speaker > 0 || !underFields ? 0 : Fields.labelEnd(whole, line);
    underFields = document > 0 || Fields.isField(whole, line);
    int head = document + speaker + label;
    if (head > 0 && head <= end) {
      var role = document > 0 ? Role.DOCUMENT : speaker > 0 ? Role.SPEAKER : Role.LABEL;
      cut.add(start, head, role);
      rest(head, end);
    } else {
      cutAtJson(start, end, Role.PLAIN);
    }
  }

  private void rest(int from, int end) {
    int first = Space.skip(text, from, end);
    if (first < end) {
      cutAtJson(first, end, Role.REST);
    }
  }

  private void cutAtJson(int start, int end, Role role) {
    char last = text.charAt(end - 1);
    if ((last == '}' || last == ']') && end - start >= SHORTEST_JSON) {
      int json = start;
      while (json < end && text.charAt(json) != '{' && text.charAt(json) != '[') {
        json++;
      }
      if (end - json >= SHORTEST_JSON && Json.isValue(text, json, end)) {
        if (json > start) {
          cut.add(start, json, role);
        }
        cut.add(json, end, Role.JSON);
        return;
      }
    }
    cut.add(start, end, role);
  }
}
