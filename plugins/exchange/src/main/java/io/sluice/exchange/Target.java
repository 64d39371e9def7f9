package io.sluice.exchange;

/**
 * A model at a provider, which APISIX reaches when {@code X-AI-Target} has its name.
 *
 * @param name unique in the catalog
 * @param tier one of the catalog's tiers
 * @param model what the request's body names
 * @param price what it costs, or what it is taken to cost
 * @param priced whether the catalog says what it costs
 * @param profile what else the catalog says of it
 */
public record Target(
    String name, String tier, String model, Price price, boolean priced, Profile profile) {

  public Target {
    new Problems("target")
        .requireToken("name", name)
        .requireToken("tier", tier)
        .require(!model.isBlank(), "model", "a model's name", model)
        .throwIfAny();
  }

  /** A target whose price is known. */
  public Target(String name, String tier, String model, Price price) {
    this(name, tier, model, price, true, Profile.UNKNOWN);
  }

  static Target read(Settings settings) {
    var name = settings.text("name");
    var tier = settings.text("tier");
    var model = settings.text("model");
    boolean priced = settings.has("price");
    var price = priced ? settings.section("price", Price::read) : Price.FREE;
    return new Target(name, tier, model, price, priced, Profile.read(settings));
  }

  Target at(Price assumed) {
    return new Target(name, tier, model, assumed, priced, profile);
  }
}
