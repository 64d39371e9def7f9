package io.sluice.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.sluice.exchange.Embedding;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** The packaged graph with nothing of ours around it, and one text's inputs ready. */
final class BareModel implements AutoCloseable {

  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs;

  BareModel(long[] ids) throws OrtException, IOException {
    var environment = OrtEnvironment.getEnvironment();
    try (var graph =
            BareModel.class.getResourceAsStream("/io/sluice/models/minilm-l6-v2-q/model.onnx");
        var options = new OrtSession.SessionOptions()) {
      if (graph == null) {
        throw new IOException("model.onnx is not on the class path");
      }
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      session = environment.createSession(graph.readAllBytes(), options);
    }
    var mask = new long[ids.length];
    Arrays.fill(mask, 1);
    var types = new long[ids.length];
    inputs =
        Map.of(
            "input_ids", OnnxTensor.createTensor(environment, new long[][] {ids}),
            "attention_mask", OnnxTensor.createTensor(environment, new long[][] {mask}),
            "token_type_ids", OnnxTensor.createTensor(environment, new long[][] {types}));
  }

  /** Makes the call and gives the output's memory back. */
  OrtSession.Result run() throws OrtException {
    var result = session.run(inputs);
    result.close();
    return result;
  }

  /** Returns what the text's embedding should be. */
  Embedding embedding() throws OrtException {
    try (var result = session.run(inputs)) {
      var sum = new float[384];
      for (var token : ((float[][][]) result.get(0).getValue())[0]) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += token[i];
        }
      }
      return Embedding.of(sum);
    }
  }

  @Override
  public void close() throws OrtException {
    inputs.values().forEach(OnnxTensor::close);
    session.close();
  }
}
