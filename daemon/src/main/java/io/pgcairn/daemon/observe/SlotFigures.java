package io.pgcairn.daemon.observe;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What the server said of our replication slot; asked at every scrape, so it answers from memory. */
public interface SlotFigures {
    /** WAL that the server keeps for the slot; empty until it was asked. */
    OptionalLong retainedBytes();

    /** How much more it may write before the slot, or its disk, is full; empty if that is not known, or not lately. */
    OptionalLong safeBytes();

    /** In how many seconds that is at the present rate; infinite if it is not filling, empty as above. */
    OptionalDouble fullSeconds();

    /** Whether the server has given up on it, so that WAL is gone that is not stored; empty until it was asked. */
    Optional<Boolean> isLost();

    /** When the server answered the last time; empty before the first. */
    Optional<Instant> lastAnswer();
}
