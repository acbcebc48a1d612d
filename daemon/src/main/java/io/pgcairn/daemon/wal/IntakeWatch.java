package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.pulse.Pulse;
import io.pgcairn.daemon.pulse.Pulses;
import java.time.Duration;

/**
 * How long each step of an intake may take until whoever watches calls it stuck. The bounds lie far above the deadlines
 * that the steps have themselves: a server or a store that does not answer is no stuck intake.
 *
 * @param pulses where signs of life are given
 * @param call the deadline of a call on a store
 */
public record IntakeWatch(Pulses pulses, Duration call) {
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** Connecting, asking who the server is, listing the lineage: many calls, one after the other. */
    private static final Duration SESSION = Duration.ofMinutes(30);

    /** A body that is on its way holds up a call's deadline as long as it is at least this fast. */
    private static final int SLOWEST_BYTES_A_SECOND = 16 << 10;

    /** Nobody looks. */
    public static IntakeWatch unwatched() {
        return new IntakeWatch(Pulses.unwatched(), Duration.ofMinutes(1));
    }

    Pulse open(String loop) {
        return pulses.open(loop);
    }

    /** From the decision to connect until WAL is received. */
    Duration session() {
        return SESSION.plus(call.multipliedBy(2));
    }

    /** Storing this many bytes, once. */
    Duration storing(int bytes) {
        return call.multipliedBy(2).plusSeconds(bytes / SLOWEST_BYTES_A_SECOND).plus(MARGIN);
    }

    /** Something that takes this long by itself. */
    Duration waiting(Duration itself) {
        return itself.plus(MARGIN);
    }
}
