package io.sluice.compressor;

/** Whether a body may hold one of the tags that authors set. */
final class Tagged {

  private Tagged() {}

  /** Quickly; also where another tag begins with the same letter. */
  static boolean mayBe(byte[] body) {
    for (int i = 0; i + 1 < body.length; i++) {
      if (body[i] == '<' && isFirst(body[i + 1])) {
        return true;
      }
      // JSON can write it as an escape.
      if (body[i] == '\\' && body[i + 1] == 'u') {
        return true;
      }
    }
    return false;
  }

  private static boolean isFirst(byte letter) {
    return letter == 'k' || letter == 'K' || letter == 'l' || letter == 'L';
  }
}
