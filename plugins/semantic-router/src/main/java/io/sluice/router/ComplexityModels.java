package io.sluice.router;

import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Problem;
import io.sluice.router.complexity.ComplexityModel;
import java.util.List;
import java.util.function.Supplier;

/** The complexity models that routes can name. Thread-safe. */
@FunctionalInterface
public interface ComplexityModels {

  /** The name of the model that comes with this program. */
  String DEFAULT = "default";

  /**
   * Returns the current model of a name, which may be another one at each call: a file that changes
   * is read again. What is asked of the supplier is in memory.
   *
   * @param name {@value #DEFAULT}, or a file's path relative to the folder of models
   * @throws InvalidConfigException if there is no such model, or it can't be used
   */
  Supplier<ComplexityModel> named(String name);

  /** Returns the models of a program without files: the default alone. */
  static ComplexityModels packaged() {
    return name -> {
      if (!name.equals(DEFAULT)) {
        throw new InvalidConfigException(
            SemanticRouter.NAME, List.of(new Problem("complexity.model", "\"default\"", name)));
      }
      var model = ComplexityModel.packaged();
      return () -> model;
    };
  }
}
