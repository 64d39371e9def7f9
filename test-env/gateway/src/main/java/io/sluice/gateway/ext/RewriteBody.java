package io.sluice.gateway.ext;

import com.google.flatbuffers.Table;
import io.github.api7.A6.HTTPReqCall.Resp;
import io.sluice.gateway.exchange.ByteStrings;
import java.util.Optional;

/** The fifth field of {@code Rewrite}, which the published classes lack. */
final class RewriteBody extends Table {

  private static final int SLOT_4 = 4 + 2 * 4;

  private RewriteBody() {}

  /** The body, unless it is absent or empty: APISIX ignores an empty one. */
  static Optional<String> of(Resp resp) {
    var table = new RewriteBody();
    resp.action(table);
    var field = table.__offset(SLOT_4);
    if (field == 0 || table.__vector_len(field) == 0) {
      return Optional.empty();
    }
    var bytes = table.bb.slice(table.__vector(field), table.__vector_len(field));
    return Optional.of(ByteStrings.of(bytes));
  }
}
