package io.sluice.compressor;

import io.sluice.exchange.RequestId;
import io.sluice.exchange.Sha256;
import java.nio.ByteBuffer;

/** Which requests are in a sample: as good as by chance, and the same whoever asks. */
final class Sample {

  private Sample() {}

  /**
   * @param share in [0, 1]
   */
  static boolean takes(RequestId request, double share) {
    if (share <= 0 || share >= 1) {
      return share >= 1;
    }
    long drawn = ByteBuffer.wrap(Sha256.of("compression " + request.value())).getLong() >>> 11;
    return drawn * 0x1.0p-53 < share;
  }
}
