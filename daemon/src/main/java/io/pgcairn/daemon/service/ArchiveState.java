package io.pgcairn.daemon.service;

import io.pgcairn.daemon.observe.ArchiveFigures;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** What the last look at a tier has found. Safe for use by several threads. */
final class ArchiveState implements ArchiveFigures {
    private final Supplier<Optional<Instant>> frontier;
    private volatile Found found =
            new Found(Optional.empty(), Optional.empty(), false, OptionalLong.empty(), OptionalLong.empty());

    /**
     * @param goesOn whether what can be restored grows as WAL comes
     * @param lost empty if nobody is asked
     */
    record Found(Optional<Instant> from, Optional<Instant> to, boolean goesOn, OptionalLong bytes, OptionalLong lost) {
        Found withLost(long backups) {
            return new Found(from, to, goesOn, bytes, OptionalLong.of(backups));
        }
    }

    /** @param frontier up to when WAL is durable on the tier, if that is known better than by looking */
    ArchiveState(Supplier<Optional<Instant>> frontier) {
        this.frontier = frontier;
    }

    void found(Found now) {
        found = now;
    }

    /** The tier is not known to hold what it takes any more: what can be restored does not grow until it is. */
    void stall() {
        Found last = found;
        found = new Found(last.from(), recoverableTo(), false, last.bytes(), last.lost());
    }

    @Override
    public Optional<Instant> recoverableFrom() {
        return found.from();
    }

    @Override
    public Optional<Instant> recoverableTo() {
        Found now = found;
        Optional<Instant> durable = now.goesOn() ? frontier.get() : Optional.empty();
        return now.to().map(to -> durable.filter(to::isBefore).orElse(to));
    }

    @Override
    public OptionalLong storedBytes() {
        return found.bytes();
    }

    @Override
    public OptionalLong lostBackups() {
        return found.lost();
    }
}
