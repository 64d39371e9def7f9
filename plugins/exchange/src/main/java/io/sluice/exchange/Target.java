package io.sluice.exchange;

/**
 * A model at a provider, which APISIX reaches when {@code X-AI-Target} has its name.
 *
 * @param name unique in the catalog
 * @param tier one of the catalog's tiers
 * @param model what the request's body names
 * @param price what it costs, or what it is taken to cost
 * @param priced whether the catalog says what it costs
 */
public record Target(String name, String tier, String model, Price price, boolean priced) {

  public Target {
    new Problems("target")
        .requireToken("name", name)
        .requireToken("tier", tier)
        .require(!model.isBlank(), "model", "a model's name", model)
        .throwIfAny();
  }

  /** A target whose price is known. */
  public Target(String name, String tier, String model, Price price) {
    this(name, tier, model, price, true);
  }

  static Target read(Settings settings) {
    var name = settings.text("name");
    var tier = settings.text("tier");
    var model = settings.text("model");
    return settings.has("price")
        ? new Target(name, tier, model, settings.section("price", Price::read))
        : new Target(name, tier, model, Price.FREE, false);
  }

  Target at(Price assumed) {
    return new Target(name, tier, model, assumed, priced);
  }
}
