package io.sluice.runner.model;

import io.sluice.runner.watched.Polls;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** Keeps model files current while the application runs. */
public final class ModelsWatch extends Polls {

  /**
   * @param scheduler ended with this
   */
  public ModelsWatch(ModelFileSource models, ScheduledExecutorService scheduler) {
    super("models", scheduler, List.of(new Poll(FILE, models::poll)));
  }
}
