package io.pgcairn.daemon.observe;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What the WAL intake of one cluster has done; asked at every scrape, so it answers from memory. */
public interface WalFigures {
    /** Bytes that the server has flushed and that are not durable yet; empty before the first connection. */
    OptionalLong durableLagBytes();

    /** When WAL became durable the last time; empty before the first. */
    Optional<Instant> lastDurable();

    /** Bytes received since the start. */
    long receivedBytes();

    /** Complete segments stored since the start. */
    long segmentsStored();

    /** Tails stored since the start. */
    long tailsStored();

    /** Whether the server is streaming to us now. */
    boolean connected();
}
