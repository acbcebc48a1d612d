package io.pgcairn.daemon.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What the WAL intake of one cluster has done; asked at every scrape, so it answers from memory. */
public interface WalFigures {
    /** Bytes that the server has flushed and that are not durable yet; empty before the first connection. */
    OptionalLong durableLagBytes();

    /** How long the oldest WAL that is not durable has been waiting; while nothing streams, since when any may wait. */
    Duration durableLag();

    /** For how long nothing has been streaming. */
    Duration silentFor();

    /** When WAL became durable the last time; empty before the first. */
    Optional<Instant> lastDurable();

    /** Bytes received since the start. */
    long receivedBytes();

    /** Complete segments stored since the start. */
    long segmentsStored();

    /** Tails stored since the start. */
    long tailsStored();

    /** Times that WAL was lost for good since the newest base backup began. */
    long gaps();

    /** Segments since the start whose name the store holds with other bytes. */
    long contradictions();

    /** Whether there was such a segment within the hour. */
    boolean isSplit();

    /** Whether the server is a standby, which streams nothing to us and is to stream nothing. */
    boolean isStandby();

    /** Whether the server is streaming to us now. */
    boolean connected();
}
