package io.sluice.compressor;

import io.sluice.compressor.PromptCompressorConfig.Pruning;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Plugin;
import io.sluice.exchange.Problems;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Settings;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * {@code ai-prompt-compressor}: sends long prompts in a fraction of their tokens, with what answers
 * the question still inside.
 */
public final class PromptCompressor implements Plugin<PromptCompressorConfig> {

  static final String NAME = "ai-prompt-compressor";

  private final CompressorPorts ports;
  private final AtomicBoolean warm = new AtomicBoolean();

  public PromptCompressor(CompressorPorts ports) {
    this.ports = ports;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PromptCompressorConfig read(Settings settings) {
    return PromptCompressorConfig.read(settings);
  }

  /**
   * The first one takes about a second longer: see {@link WarmUp}.
   *
   * @throws InvalidConfigException if the route needs a token classifier and the runner has none
   */
  @Override
  public RoutePlugin prepare(PromptCompressorConfig config) {
    new Problems(NAME)
        .require(
            config.pruning() != Pruning.CLASSIFIER || ports.classifier().isPresent(),
            "pruning",
            "none or filler_words where sluice.compressor.classifier.model names no model",
            "classifier")
        .throwIfAny();
    if (warm.compareAndSet(false, true)) {
      WarmUp.run(ports);
    }
    return new CompressedRoute(config, ports);
  }
}
