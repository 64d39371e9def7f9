package io.sluice.gateway.ext;

import java.nio.ByteBuffer;

/** One message on the socket: a type and a flatbuffers payload. */
record Frame(int type, ByteBuffer payload) {

  static final int ERROR = 0;
  static final int PREPARE_CONF = 1;
  static final int HTTP_REQ_CALL = 2;
  static final int EXTRA_INFO = 3;

  static final int HEADER_BYTES = 4;
  static final int MAX_BYTES = (1 << 24) - 1;
}
