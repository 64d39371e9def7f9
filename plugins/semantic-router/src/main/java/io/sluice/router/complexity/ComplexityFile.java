package io.sluice.router.complexity;

import io.sluice.router.linear.Calibration;
import io.sluice.router.linear.Centres;
import io.sluice.router.linear.Linear;
import io.sluice.router.linear.ModelFile;
import io.sluice.router.linear.Provenance;
import io.sluice.router.linear.Scaling;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The bytes of a {@link ComplexityModel}: see {@link ModelFile} for what is around its fields. */
final class ComplexityFile {

  private static final ModelFile FORM = new ModelFile("complexity model", 0x534C4358, 1);

  private ComplexityFile() {}

  static byte[] write(ComplexityModel model) {
    return FORM.write(out -> {
      model.provenance.write(out);
      out.writeUTF(model.embedding);
      ModelFile.writeTexts(out, TextFeatures.list());
      ModelFile.writeNumbers(out, model.scaling.means());
      ModelFile.writeNumbers(out, model.scaling.deviations());
      out.writeInt(model.centres.split());
      model.centres.write(out);
      for (var head : List.of(model.hard, model.fails, model.bySentence, model.byText)) {
        ModelFile.writeLinear(out, head.score());
        out.writeDouble(head.calibration().slope());
        out.writeDouble(head.calibration().offset());
      }
      out.writeDouble(model.base);
      out.writeDouble(model.failsBase);
      out.writeInt(model.categories.size());
      for (var category : model.categories.entrySet()) {
        out.writeUTF(category.getKey());
        ModelFile.writeLinear(out, category.getValue());
      }
    });
  }

  static ComplexityModel read(byte[] file) {
    return FORM.read(file, ComplexityFile::readFields);
  }

  private static ComplexityModel readFields(DataInputStream in) throws IOException {
    var provenance = Provenance.read(in);
    var embedding = in.readUTF();
    var features = ModelFile.readTexts(in);
    FORM.require(
        features.equals(TextFeatures.list()),
        "features",
        "those of this program",
        features.size() + " others");
    int text = features.size();
    var scaling = new Scaling(ModelFile.readNumbers(in, text), ModelFile.readNumbers(in, text));
    int sentence = ModelFile.readCount(in);
    var centres = Centres.read(in, sentence + text);
    FORM.require(centres.split() == sentence, "centres", "split at " + sentence, centres.split());
    var hard = readHead(in, centres.size());
    var fails = readHead(in, centres.size());
    var bySentence = readHead(in, centres.split());
    var byText = readHead(in, text);
    double base = readRate(in, "base");
    double failsBase = readRate(in, "fails_base");
    var categories = readCategories(in, centres.split());
    return new ComplexityModel(
        embedding,
        provenance,
        scaling,
        centres,
        hard,
        fails,
        bySentence,
        byText,
        base,
        failsBase,
        categories);
  }

  private static double readRate(DataInputStream in, String key) throws IOException {
    double rate = ModelFile.readNumber(in);
    FORM.require(rate > 0 && rate < 1, key, "in (0, 1)", rate);
    return rate;
  }

  private static Head readHead(DataInputStream in, int size) throws IOException {
    return new Head(
        ModelFile.readLinear(in, size),
        new Calibration(ModelFile.readNumber(in), ModelFile.readNumber(in)));
  }

  private static Map<String, Linear> readCategories(DataInputStream in, int size)
      throws IOException {
    int count = ModelFile.readCount(in);
    var categories = new TreeMap<String, Linear>();
    for (int i = 0; i < count; i++) {
      var name = in.readUTF();
      categories.put(name, ModelFile.readLinear(in, size));
    }
    return categories;
  }
}
