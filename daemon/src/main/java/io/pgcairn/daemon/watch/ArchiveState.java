package io.pgcairn.daemon.watch;

import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.observe.ArchiveFigures;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** What the last look at a tier has found. Written by one thread at a time, read by several. */
final class ArchiveState implements ArchiveFigures {
    private final Supplier<Optional<Instant>> frontier;

    private volatile Found found = Found.NOTHING;

    /**
     * @param goesOn whether what can be restored grows as WAL comes
     * @param lost empty if nobody is asked
     * @param held what people are shown of it
     */
    record Found(
            Optional<Instant> from,
            Optional<Instant> to,
            boolean goesOn,
            OptionalLong bytes,
            OptionalLong lost,
            HeldMoments held) {
        private static final Found NOTHING = new Found(
                Optional.empty(),
                Optional.empty(),
                false,
                OptionalLong.empty(),
                OptionalLong.empty(),
                HeldMoments.NONE);

        Found withLost(OptionalLong backups) {
            return new Found(from, to, goesOn, bytes, backups, held);
        }
    }

    /** @param frontier up to when WAL is durable on the tier, if that is known better than by looking */
    ArchiveState(Supplier<Optional<Instant>> frontier) {
        this.frontier = frontier;
    }

    synchronized void found(Found now) {
        found = now;
    }

    /** The tier is not known to hold what it takes any more: what can be restored does not grow until it is. */
    synchronized void stall() {
        Found last = found;
        Optional<Instant> to = recoverableTo();
        HeldMoments held = to.map(last.held()::to).orElse(last.held());
        found = new Found(last.from(), to, false, last.bytes(), last.lost(), held);
    }

    /** A backup is good from now on, of which the tier is asked soon. */
    synchronized void taken(ClusterStatus.Backup backup) {
        Found last = found;
        HeldMoments held = last.held().with(backup, last.goesOn());
        found = new Found(last.from(), last.to(), last.goesOn(), last.bytes(), last.lost(), held);
    }

    /** Every moment that can be restored, the oldest span first. */
    List<ClusterStatus.Span> spans() {
        HeldMoments held = found.held();
        return recoverableTo().map(held::to).orElse(held).spans();
    }

    /** The good backups, the oldest first. */
    List<ClusterStatus.Backup> backups() {
        return found.held().backups();
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
