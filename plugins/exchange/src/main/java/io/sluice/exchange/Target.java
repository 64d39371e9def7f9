package io.sluice.exchange;

/**
 * A model at a provider, which APISIX reaches when {@code X-AI-Target} has its name.
 *
 * @param name unique in the catalog
 * @param tier one of the catalog's tiers
 * @param model what the request's body names
 */
public record Target(String name, String tier, String model, Price price) {

  public Target {
    new Problems("target")
        .requireToken("name", name)
        .requireToken("tier", tier)
        .require(!model.isBlank(), "model", "a model's name", model)
        .throwIfAny();
  }

  static Target read(Settings settings) {
    return new Target(
        settings.text("name"),
        settings.text("tier"),
        settings.text("model"),
        settings.section("price", Price::read));
  }
}
