package io.sluice.compressor.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class JsonTreeTest {

  private static final String TEXT = "{\"a\": [1, 2, {\"b\": null}],\n \"c\": \"d\"}";

  @Test
  void valuesAreNumberedAsTheyBegin() {
    var tree = JsonTree.of(TEXT, 0, TEXT.length()).orElseThrow();

    assertThat(tree.size()).isEqualTo(7);
    assertThat(tree.kind(0)).isEqualTo(JsonKind.OBJECT);
    assertThat(tree.kind(1)).isEqualTo(JsonKind.ARRAY);
    assertThat(TEXT.substring(tree.start(4), tree.end(4))).isEqualTo("{\"b\": null}");
    assertThat(TEXT.substring(tree.keyStart(6), tree.keyEnd(6))).isEqualTo("\"c\"");
    assertThat(tree.hasKey(2)).isFalse();
  }

  @Test
  void childrenFollowEachOther() {
    var tree = JsonTree.of(TEXT, 0, TEXT.length()).orElseThrow();

    assertThat(tree.children(0)).isEqualTo(2);
    assertThat(tree.after(1)).isEqualTo(6);
    assertThat(tree.children(1)).isEqualTo(3);
    assertThat(tree.children(6)).isZero();
  }

  @Test
  void whatIsInvalidHasNoTree() {
    assertThat(JsonTree.of("[1,]", 0, 4)).isEmpty();
    assertThat(JsonTree.of("[1] x", 0, 5)).isEmpty();
  }

  @Test
  void withEverythingKeptNothingChanges() {
    assertThat(without(TEXT)).isEqualTo(TEXT);
  }

  @Test
  void whatIsLeftIsJoinedValidly() {
    assertThat(without(TEXT, 1)).isEqualTo("{\n \"c\": \"d\"}");
    assertThat(without(TEXT, 2)).isEqualTo("{\"a\": [ 2, {\"b\": null}],\n \"c\": \"d\"}");
    assertThat(without(TEXT, 3, 6)).isEqualTo("{\"a\": [1, {\"b\": null}]}");
    assertThat(without(TEXT, 4)).isEqualTo("{\"a\": [1, 2],\n \"c\": \"d\"}");
    assertThat(without(TEXT, 1, 6)).isEqualTo("{}");
    assertThat(without("[ 1 , 2 ]", 2)).isEqualTo("[ 1 ]");
    assertThat(without("[ 1 , 2 ]", 1)).isEqualTo("[ 2 ]");
    assertThat(without("[ 1 , 2 ]", 1, 2)).isEqualTo("[]");
  }

  private static String without(String text, Integer... gone) {
    var tree = JsonTree.of(text, 0, text.length()).orElseThrow();
    var set = Set.of(gone);
    var to = new StringBuilder();
    tree.render(value -> !set.contains(value), to);
    assertThat(Json.isValue(to.toString())).isTrue();
    return to.toString();
  }
}
