package io.sluice.exchange.audit;

import io.sluice.exchange.Problems;
import java.time.Instant;

/**
 * One record of the audit, written out.
 *
 * @param id the same however often it is delivered: whoever stores it keeps one
 * @param time of what it tells
 * @param json an object in UTF-8 on one line; kept, not copied
 */
public record AuditDocument(String id, Instant time, byte[] json) {

  public AuditDocument {
    new Problems("audit document").requireToken("id", id).throwIfAny();
  }

  /** Without content. */
  @Override
  public String toString() {
    return "AuditDocument[%s, %s, %d bytes]".formatted(id, time, json.length);
  }
}
