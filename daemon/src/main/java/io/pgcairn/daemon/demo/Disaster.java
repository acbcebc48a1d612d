package io.pgcairn.daemon.demo;

import io.pgcairn.daemon.postgres.Lsn;
import java.time.Duration;
import java.time.Instant;

/**
 * The moment at which all was lost.
 *
 * @param at the instant of the kill
 * @param durable up to where the daemon had told PostgreSQL that WAL is stored
 * @param allowed how old the oldest lost commit may be
 */
record Disaster(Instant at, Lsn durable, Duration allowed) {}
