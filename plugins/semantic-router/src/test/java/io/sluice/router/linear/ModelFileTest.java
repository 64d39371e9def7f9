package io.sluice.router.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.InvalidConfigException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ModelFileTest {

  private static final ModelFile FORM = new ModelFile("test model", 0x01020304, 3);

  private static final byte[] FILE =
      FORM.write(out -> ModelFile.writeNumbers(out, new double[] {1, 2}));

  private static double[] read(byte[] file) {
    return FORM.read(file, in -> ModelFile.readNumbers(in, 2));
  }

  @Test
  void whatIsWrittenIsRead() {
    assertThat(read(FILE)).containsExactly(1, 2);
  }

  @Test
  void anEmptyFileIsRefused() {
    assertRefused(new byte[0], "test model: size must be at least 40 bytes, but was 0");
  }

  @Test
  void anotherKindOfFileIsRefused() {
    var other = new ModelFile("other", 0x0A0B0C0D, 3).write(out -> out.writeInt(1));

    assertRefused(other, "test model: magic must be 01020304, but was \"0a0b0c0d\"");
  }

  @Test
  void anotherVersionIsRefused() {
    var newer = new ModelFile("test model", 0x01020304, 4).write(out -> out.writeInt(1));

    assertRefused(newer, "test model: version must be 3, but was 4");
  }

  @Test
  void aChangedByteIsFound() {
    for (int i = 8; i < FILE.length; i++) {
      var changed = FILE.clone();
      changed[i] ^= 1;

      assertRefused(changed, "test model: digest must be ");
    }
  }

  @Test
  void aCutFileIsRefused() {
    for (int length = 0; length < FILE.length; length++) {
      assertRefused(Arrays.copyOf(FILE, length), "test model: ");
    }
  }

  @Test
  void fieldsThatEndEarlyAreRefused() {
    var shorter = FORM.write(out -> out.writeInt(2));

    assertRefused(shorter, "test model: fields must be complete, but was \"cut\"");
  }

  @Test
  void whatFollowsTheFieldsIsRefused() {
    var longer =
        FORM.write(out -> {
          ModelFile.writeNumbers(out, new double[] {1, 2});
          out.writeInt(9);
        });

    assertRefused(longer, "test model: size must be without more after the fields");
  }

  @Test
  void aNumberThatIsNoneIsRefused() {
    var broken = FORM.write(out -> ModelFile.writeNumbers(out, new double[] {1, Double.NaN}));

    assertRefused(broken, "test model: fields must be readable, but was \"a number that is NaN\"");
  }

  @Test
  void aListOfAnotherLengthIsRefused() {
    var broken = FORM.write(out -> ModelFile.writeNumbers(out, new double[] {1}));

    assertRefused(
        broken, "test model: fields must be readable, but was \"1 numbers instead of 2\"");
  }

  private static void assertRefused(byte[] file, String message) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith(message);
  }
}
