package io.sluice.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A model of a few bytes: a token's vector is a row of a table.
 *
 * @param length how many tokens the graph takes, or -1 for any number
 * @param rows the vectors, by token id
 */
record TinyModel(
    List<String> vocabulary,
    List<String> inputs,
    String output,
    int length,
    List<List<Float>> rows) {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  /** Returns a model of two dimensions with one vector for each of its five tokens. */
  static TinyModel good() {
    return new TinyModel(
        List.of("[UNK]", "[CLS]", "[SEP]", "up", "down"),
        List.of("input_ids", "attention_mask"),
        "last_hidden_state",
        -1,
        List.of(row(1, 1), row(5, 0), row(0, 0), row(0, 7), row(0, -7)));
  }

  TinyModel withVocabulary(String... tokens) {
    return new TinyModel(List.of(tokens), inputs, output, length, rows);
  }

  TinyModel withInputs(String... names) {
    return new TinyModel(vocabulary, List.of(names), output, length, rows);
  }

  TinyModel withOutput(String name) {
    return new TinyModel(vocabulary, inputs, name, length, rows);
  }

  TinyModel withLength(int tokens) {
    return new TinyModel(vocabulary, inputs, output, tokens, rows);
  }

  TinyModel withRows(List<List<Float>> table) {
    return new TinyModel(vocabulary, inputs, output, length, table);
  }

  static List<Float> row(float x, float y) {
    return List.of(x, y);
  }

  Path writeTo(Path folder) throws IOException {
    Files.write(folder.resolve("vocab.txt"), vocabulary);
    Files.write(folder.resolve("model.onnx"), model().toByteArray());
    return folder;
  }

  // Field numbers of onnx.proto.
  private ByteString model() {
    var gather =
        message(text(1, "table"), text(1, inputs.getFirst()), text(2, output), text(4, "Gather"));
    var graph = new ArrayList<Part>(List.of(new Part(1, gather), text(2, "tiny")));
    graph.add(new Part(5, table()));
    for (var input : inputs) {
      graph.add(new Part(11, value(input, INT64, 1, length)));
    }
    graph.add(new Part(12, value(output, FLOAT, 1, length, rows.getFirst().size())));
    var operators = message(number(2, 13));
    return message(
        number(1, 8), new Part(7, message(graph.toArray(Part[]::new))), new Part(8, operators));
  }

  private ByteString table() {
    var bytes =
        ByteBuffer.allocate(rows.size() * rows.getFirst().size() * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (var row : rows) {
      for (float x : row) {
        bytes.putFloat(x);
      }
    }
    return message(
        number(1, rows.size()),
        number(1, rows.getFirst().size()),
        number(2, FLOAT),
        text(8, "table"),
        new Part(9, ByteString.copyFrom(bytes.flip())));
  }

  private static ByteString value(String name, int type, int... shape) {
    var dimensions = new ArrayList<Part>();
    for (int size : shape) {
      dimensions.add(new Part(1, message(size < 0 ? text(2, "tokens") : number(1, size))));
    }
    var tensor = message(number(1, type), new Part(2, message(dimensions.toArray(Part[]::new))));
    return message(text(1, name), new Part(2, message(new Part(1, tensor))));
  }

  private record Part(int field, Object content) {}

  private static Part text(int field, String text) {
    return new Part(field, ByteString.copyFromUtf8(text));
  }

  private static Part number(int field, long number) {
    return new Part(field, number);
  }

  private static ByteString message(Part... parts) {
    var message = UnknownFieldSet.newBuilder();
    for (var part : parts) {
      var field = Field.newBuilder();
      if (part.content() instanceof ByteString bytes) {
        field.addLengthDelimited(bytes);
      } else {
        field.addVarint((Long) part.content());
      }
      message.mergeField(part.field(), field.build());
    }
    return message.build().toByteString();
  }
}
