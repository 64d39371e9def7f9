package io.sluice.models;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/**
 * Replaces {@code Pow(x, 2)} by {@code Mul(x, x)} in a published graph.
 *
 * <p>ONNX Runtime recognises a layer normalisation by its {@code Pow} and fuses it into a kernel
 * that is slower on a CPU than the single steps. Without {@code Pow} the steps stay single, and the
 * fusions of the int8 multiplications still happen.
 */
final class SquareRewrite {

  // Field numbers of onnx.proto.
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_OPERATOR = 4;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int ATTRIBUTE_TENSOR = 5;
  private static final int TENSOR_TYPE = 2;
  private static final int TENSOR_FLOATS = 4;
  private static final int TENSOR_RAW = 9;
  private static final int FLOAT = 1;

  private final String file;

  /** Names of the values that are the constant 2. */
  private final Set<ByteString> twos = new HashSet<>();

  private int squares;
  private int roots;

  SquareRewrite(String file) {
    this.file = file;
  }

  /**
   * Returns the model with the replacement made and everything else as it was.
   *
   * @throws UnexpectedModelException if there is a power other than a square, or not exactly one
   *     square for each square root, which is what a graph of layer normalisations has
   */
  ByteString apply(ByteString model) throws IOException {
    var rewritten =
        replace(model, MODEL_GRAPH, graph -> replace(graph, GRAPH_NODE, this::rewriteNode));
    if (squares == 0 || squares != roots) {
      throw new UnexpectedModelException(
          file,
          "hold one Pow(x, 2) for each Sqrt of a layer normalisation",
          "has %d Pow and %d Sqrt".formatted(squares, roots));
    }
    return rewritten;
  }

  // Nodes come in topological order: a constant is known before it is used.
  private ByteString rewriteNode(ByteString bytes) throws IOException {
    var node = UnknownFieldSet.parseFrom(bytes);
    switch (text(node, NODE_OPERATOR)) {
      case "Constant" -> {
        if (isTwo(node)) {
          twos.add(node.getField(NODE_OUTPUT).getLengthDelimitedList().get(0));
        }
      }
      case "Sqrt" -> roots++;
      case "Pow" -> {
        squares++;
        return multiplication(node).toByteString();
      }
      default -> {}
    }
    return bytes;
  }

  private UnknownFieldSet multiplication(UnknownFieldSet power) {
    var inputs = power.getField(NODE_INPUT).getLengthDelimitedList();
    var base = inputs.get(0);
    var exponent = inputs.get(1);
    if (!twos.contains(exponent)) {
      throw new UnexpectedModelException(
          file, "use Pow for squares only", "has Pow to " + exponent.toStringUtf8());
    }
    return power.toBuilder()
        .clearField(NODE_INPUT)
        .mergeField(
            NODE_INPUT,
            Field.newBuilder().addLengthDelimited(base).addLengthDelimited(base).build())
        .clearField(NODE_OPERATOR)
        .mergeField(
            NODE_OPERATOR,
            Field.newBuilder().addLengthDelimited(ByteString.copyFromUtf8("Mul")).build())
        .build();
  }

  private static boolean isTwo(UnknownFieldSet constant) throws IOException {
    for (var attribute : constant.getField(NODE_ATTRIBUTE).getLengthDelimitedList()) {
      for (var bytes :
          UnknownFieldSet.parseFrom(attribute)
              .getField(ATTRIBUTE_TENSOR)
              .getLengthDelimitedList()) {
        var tensor = UnknownFieldSet.parseFrom(bytes);
        if (tensor.getField(TENSOR_TYPE).getVarintList().contains((long) FLOAT)
            && isTwo(tensor.getField(TENSOR_RAW), tensor.getField(TENSOR_FLOATS))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isTwo(Field raw, Field floats) {
    if (raw.getLengthDelimitedList().size() == 1) {
      var bytes = raw.getLengthDelimitedList().get(0);
      return bytes.size() == Float.BYTES
          && bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getFloat() == 2;
    }
    return floats.getFixed32List().size() == 1
        && Float.intBitsToFloat(floats.getFixed32List().get(0)) == 2;
  }

  private static String text(UnknownFieldSet message, int field) {
    var values = message.getField(field).getLengthDelimitedList();
    return values.isEmpty() ? "" : values.get(0).toStringUtf8();
  }

  /** Returns the message with each embedded message of one field changed. */
  private static ByteString replace(ByteString bytes, int field, Change change) throws IOException {
    var message = UnknownFieldSet.parseFrom(bytes);
    var changed = Field.newBuilder();
    for (var embedded : message.getField(field).getLengthDelimitedList()) {
      changed.addLengthDelimited(change.of(embedded));
    }
    return message.toBuilder()
        .clearField(field)
        .mergeField(field, changed.build())
        .build()
        .toByteString();
  }

  private interface Change {
    ByteString of(ByteString embedded) throws IOException;
  }
}
