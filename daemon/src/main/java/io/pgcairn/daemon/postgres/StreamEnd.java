package io.pgcairn.daemon.postgres;

/** Why a WAL stream ended in good order. */
public sealed interface StreamEnd {
    /**
     * All WAL of the timeline was sent.
     *
     * @param next the timeline that follows it in this server's history
     * @param switchPoint where that one begins; to be streamed next from here (from the start of this segment)
     */
    record TimelineEnded(TimelineId next, Lsn switchPoint) implements StreamEnd {}

    /** {@link WalStream#stop} was called. */
    record Stopped() implements StreamEnd {}

    /** The server shuts down and has sent all it had. The connection is closed. */
    record ServerClosed() implements StreamEnd {}
}
