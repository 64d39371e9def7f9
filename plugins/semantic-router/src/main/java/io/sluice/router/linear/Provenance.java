package io.sluice.router.linear;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * Where a trained model comes from.
 *
 * @param command that made it
 * @param date on which it was made, as written by whoever ran the command
 * @param sets that it was trained on, with their licences
 * @param rows how many examples it was trained on
 * @param figures what was measured, in words
 */
public record Provenance(
    String command, String date, List<String> sets, int rows, List<String> figures) {

  public Provenance {
    sets = List.copyOf(sets);
    figures = List.copyOf(figures);
  }

  /** Writes the fields for {@link #read}. */
  public void write(DataOutputStream out) throws IOException {
    out.writeUTF(command);
    out.writeUTF(date);
    ModelFile.writeTexts(out, sets);
    out.writeInt(rows);
    ModelFile.writeTexts(out, figures);
  }

  /** Reads what {@link #write} wrote. */
  public static Provenance read(DataInputStream in) throws IOException {
    return new Provenance(
        in.readUTF(), in.readUTF(), ModelFile.readTexts(in), in.readInt(), ModelFile.readTexts(in));
  }
}
