package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class SquareRewriteTest {

  private static final ByteString ROOT = node("Sqrt", "root", "variance");
  private static final ByteString WEIGHTS = ByteString.copyFromUtf8("the weights");

  @Test
  void multipliesInsteadOfSquaring() throws IOException {
    var model = model(constant("exponent", 2), node("Pow", "square", "x", "exponent"), ROOT);

    var rewritten = new SquareRewrite("a.onnx").apply(model);

    assertThat(nodes(rewritten))
        .containsExactly(constant("exponent", 2), node("Mul", "square", "x", "x"), ROOT);
  }

  @Test
  void leavesTheWeightsAlone() throws IOException {
    var model = model(constant("exponent", 2), node("Pow", "square", "x", "exponent"), ROOT);

    var rewritten = new SquareRewrite("a.onnx").apply(model);

    assertThat(graph(rewritten).getField(5).getLengthDelimitedList()).containsExactly(WEIGHTS);
  }

  @Test
  void refusesAnotherPower() {
    var model = model(constant("exponent", 3), node("Pow", "cube", "x", "exponent"), ROOT);

    assertThatThrownBy(() -> new SquareRewrite("a.onnx").apply(model))
        .isInstanceOf(UnexpectedModelException.class)
        .hasMessage("a.onnx must use Pow for squares only, but has Pow to exponent");
  }

  @Test
  void refusesAPowerThatIsComputed() {
    var model = model(node("Neg", "exponent", "y"), node("Pow", "p", "x", "exponent"), ROOT);

    assertThatThrownBy(() -> new SquareRewrite("a.onnx").apply(model))
        .isInstanceOf(UnexpectedModelException.class)
        .hasMessageContaining("squares only");
  }

  @Test
  void refusesAGraphWithoutSquares() {
    var model = model(node("Mul", "square", "x", "x"), ROOT);

    assertThatThrownBy(() -> new SquareRewrite("a.onnx").apply(model))
        .isInstanceOf(UnexpectedModelException.class)
        .hasMessage(
            "a.onnx must hold one Pow(x, 2) for each Sqrt of a layer normalisation,"
                + " but has 0 Pow and 1 Sqrt");
  }

  // Field numbers of onnx.proto.
  private static ByteString model(ByteString... nodes) {
    var graph = UnknownFieldSet.newBuilder();
    for (var node : nodes) {
      add(graph, 1, node);
    }
    add(graph, 5, WEIGHTS);
    return add(UnknownFieldSet.newBuilder(), 7, graph.build().toByteString())
        .build()
        .toByteString();
  }

  private static ByteString node(String operator, String output, String... inputs) {
    var node = UnknownFieldSet.newBuilder();
    for (var input : inputs) {
      add(node, 1, ByteString.copyFromUtf8(input));
    }
    add(node, 2, ByteString.copyFromUtf8(output));
    return add(node, 4, ByteString.copyFromUtf8(operator)).build().toByteString();
  }

  private static ByteString constant(String name, float value) {
    var bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, value);
    var tensor =
        add(
            UnknownFieldSet.newBuilder().mergeField(2, Field.newBuilder().addVarint(1).build()),
            9,
            ByteString.copyFrom(bytes));
    var attribute = add(UnknownFieldSet.newBuilder(), 5, tensor.build().toByteString());
    var node = UnknownFieldSet.newBuilder();
    add(node, 2, ByteString.copyFromUtf8(name));
    add(node, 4, ByteString.copyFromUtf8("Constant"));
    return add(node, 5, attribute.build().toByteString()).build().toByteString();
  }

  private static UnknownFieldSet.Builder add(
      UnknownFieldSet.Builder message, int field, ByteString value) {
    return message.mergeField(field, Field.newBuilder().addLengthDelimited(value).build());
  }

  private static List<ByteString> nodes(ByteString model) throws IOException {
    return graph(model).getField(1).getLengthDelimitedList();
  }

  private static UnknownFieldSet graph(ByteString model) throws IOException {
    return UnknownFieldSet.parseFrom(
        UnknownFieldSet.parseFrom(model).getField(7).getLengthDelimitedList().getFirst());
  }
}
