package io.sluice.cache;

import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.replay.RecordedAnswer;

/** A stored answer that could be read. */
record Recalled(EntryHead head, RecordedAnswer answer) {}
