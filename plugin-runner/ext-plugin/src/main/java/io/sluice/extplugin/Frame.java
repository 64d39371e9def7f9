package io.sluice.extplugin;

import java.nio.ByteBuffer;

/**
 * One message of the protocol.
 *
 * @param payload little endian flatbuffers, from position 0
 */
record Frame(int type, ByteBuffer payload) {

  static final int ERROR = 0;
  static final int PREPARE_CONF = 1;
  static final int HTTP_REQ_CALL = 2;
  static final int EXTRA_INFO = 3;
  static final int HTTP_RESP_CALL = 4;
}
