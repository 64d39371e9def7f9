package io.sluice.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CharacterMapTest {

  private static final Map<String, String> PAIRS = new LinkedHashMap<>();

  static {
    PAIRS.put("ﬁ", "fi");
    PAIRS.put("Ｆ", "F");
    PAIRS.put("\u3000", " ");
    PAIRS.put("e\u0301", "é");
    PAIRS.put("…", "...");
    PAIRS.put("\u00AD", "");
    PAIRS.put("ｶ", "カ");
    PAIRS.put("ｶﾞ", "ガ");
    PAIRS.put("\uD83D\uDE00", "smile");
    PAIRS.put("A", "a");
  }

  private final CharacterMap map = CharacterMap.of("tokenizer.json", encoded(PAIRS));

  @Test
  void replacesTheLongestStringThatItKnows() {
    assertThat(text("ﬁnance Ｆ")).isEqualTo("finance F");
    assertThat(text("cafe\u0301 e…")).isEqualTo("café e...");
    assertThat(text("x\u00ADy\u3000z")).isEqualTo("xy z");
    assertThat(text("ｶﾞｶ")).isEqualTo("ガカ");
    assertThat(text("\uD83D\uDE00A\uD83D\uDE01")).isEqualTo("smilea\uD83D\uDE01");
  }

  @Test
  void knowsWhereEachCharCameFrom() {
    assertThat(map.apply(Mapped.of("xxﬁe\u0301\u00AD…", 2, 7)).starts())
        .containsExactly(2, 2, 3, 6, 6, 6);
  }

  @Test
  void leavesLoneSurrogatesAndNulAlone() {
    assertThat(text("\uD83DA\uDE00\u0000")).isEqualTo("\uD83Da\uDE00\u0000");
  }

  @Test
  void refusesWhatIsNoMap() {
    assertRefused("%", "tokenizer.json must hold precompiled_charsmap in Base64, but ");
    assertRefused("", "begins with the size of its trie, but it begins with -1 and has 0 bytes");
    assertRefused("AAEAAAAA", "but it begins with 256 and has 6 bytes");
  }

  @Test
  void aDamagedTrieDoesNotFail() {
    var bytes = Base64.getDecoder().decode(encoded(PAIRS));
    for (int i = 4; i < bytes.length; i += 3) {
      bytes[i] ^= (byte) (i * 31);
    }
    var damaged = CharacterMap.of("tokenizer.json", Base64.getEncoder().encodeToString(bytes));

    assertThat(damaged.apply(Mapped.of("ﬁnance Ｆ ｶﾞ…", 0, 12)).text()).isNotNull();
  }

  private static void assertRefused(String encoded, String message) {
    assertThatThrownBy(() -> CharacterMap.of("tokenizer.json", encoded))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining(message);
  }

  private String text(String text) {
    return map.apply(Mapped.of(text, 0, text.length())).text();
  }

  /** Writes a map: each node of the trie has 256 units to itself, so that none collide. */
  static String encoded(Map<String, String> pairs) {
    var root = new Node();
    var replacements = new ByteArrayOutputStream();
    pairs.forEach((from, to) -> {
      var node = root;
      for (byte b : from.getBytes(StandardCharsets.UTF_8)) {
        node = node.children.computeIfAbsent(b & 0xFF, label -> new Node());
      }
      node.value = replacements.size();
      replacements.writeBytes((to + "\0").getBytes(StandardCharsets.UTF_8));
    });
    var trie = new int[256 * (root.size() + 1)];
    root.write(trie, 0, 1);
    var buffer =
        ByteBuffer.allocate(4 + 4 * trie.length + replacements.size())
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(4 * trie.length);
    Arrays.stream(trie).forEach(buffer::putInt);
    return Base64.getEncoder().encodeToString(buffer.put(replacements.toByteArray()).array());
  }

  private static final class Node {
    final Map<Integer, Node> children = new LinkedHashMap<>();
    int value = -1;

    int size() {
      return 1 + children.values().stream().mapToInt(Node::size).sum();
    }

    /** Returns the number of the next free block. */
    int write(int[] trie, int place, int block) {
      int base = 256 * block;
      trie[place] |= (place ^ base) << 10;
      if (value >= 0) {
        trie[place] |= 1 << 8;
        trie[base] = value | 1 << 31;
      }
      int next = block + 1;
      for (var child : children.entrySet()) {
        trie[base + child.getKey()] = child.getKey();
        next = child.getValue().write(trie, base + child.getKey(), next);
      }
      return next;
    }
  }
}
