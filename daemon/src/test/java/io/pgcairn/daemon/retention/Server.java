package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;

/**
 * A server that lives at random and is backed up into a tier: it writes, is promoted, is restored to the past, and its
 * clock may jump. Positions are counted in quarters of a segment, so that much happens at segments' borders.
 */
final class Server {
    static final int UNIT = HeldTier.SIZE.bytes() / 4;

    /** Something that was true: at this moment of the server's clock it was at this position. */
    record Moment(Instant time, long timeline, long position) {}

    final HeldTier tier = new HeldTier();

    /** The true ancestry, whatever backups tell of it. */
    final Map<Long, TimelineHistory> histories = new TreeMap<>();

    /** How far each timeline was written. */
    final Map<Long, Long> written = new TreeMap<>();

    final List<Moment> past = new ArrayList<>();

    private final Random random;
    private final boolean hasSaneClock;
    private Instant time = Instant.parse("2026-01-30T22:00:00Z");
    private long timeline = 1;
    private long position = 4;
    private long newest = 1;
    private OptionalLong runningSince = OptionalLong.empty();

    Server(Random random, boolean hasSaneClock) {
        this.random = random;
        this.hasSaneClock = hasSaneClock;
        histories.put(1L, TimelineHistory.root(TimelineId.FIRST));
        written.put(1L, position);
    }

    boolean hasSaneClock() {
        return hasSaneClock;
    }

    Instant time() {
        return time;
    }

    long timeline() {
        return timeline;
    }

    /** Where a backup started that has not stopped. */
    OptionalLong runningSince() {
        return runningSince;
    }

    void live() {
        time = time.plus(Duration.ofMinutes(1 + random.nextInt(random.nextInt(4) == 0 ? 4000 : 600)));
        int what = random.nextInt(100);
        if (runningSince.isPresent()) {
            stopBackup(runningSince.getAsLong());
        } else if (what < 50) {
            runningSince = OptionalLong.of(position);
            write(random.nextInt(5));
        } else if (what < 70) {
            write(random.nextInt(12));
        } else if (what < 82) {
            branch(timeline, position);
        } else if (what < 92) {
            restoreToThePast();
        } else if (what < 96 && !hasSaneClock) {
            time = time.plus(Duration.ofHours(random.nextInt(20) == 0 ? 9000 : random.nextInt(240) - 120));
        } else if (tier.backups().size() > 1) {
            tier.backups().remove(random.nextInt(tier.backups().size()));
        }
        past.add(new Moment(time, timeline, position));
    }

    /** Without a running backup now and then a segment is lost. */
    private void write(long units) {
        for (long i = 0; i < units; i++) {
            if (runningSince.isPresent() || tier.holds(timeline, position / 4) || random.nextInt(60) > 0) {
                tier.store(timeline, position / 4);
            }
            position++;
        }
        written.merge(timeline, position, Math::max);
    }

    private TimelineHistory history(long of) {
        return Objects.requireNonNull(histories.get(of));
    }

    private void restoreToThePast() {
        List<Long> all = List.copyOf(histories.keySet());
        long of = all.get(random.nextInt(all.size()));
        long begin = history(of).begin().value() / UNIT;
        long end = written.getOrDefault(of, begin);
        branch(of, begin + random.nextLong(end - begin + 1));
    }

    private void branch(long of, long at) {
        newest += random.nextInt(8) == 0 ? 2 : 1;
        TimelineHistory parent = history(of);
        List<TimelineHistory.Branch> ancestors = new ArrayList<>(parent.ancestors());
        ancestors.add(new TimelineHistory.Branch(parent.timeline(), new Lsn(at * UNIT)));
        timeline = newest;
        position = at;
        histories.put(timeline, new TimelineHistory(new TimelineId(timeline), ancestors));
        tier.histories().add(timeline);
        written.put(timeline, at);
        write(random.nextInt(6));
    }

    private void stopBackup(long start) {
        write(1 + random.nextInt(4));
        runningSince = OptionalLong.empty();
        BackupId id = BackupId.startedAt(time.minusSeconds(60));
        if (tier.backups().stream().anyMatch(other -> other.id().equals(id))) {
            return;
        }
        tier.backups()
                .add(new TierCatalogue.Backup(
                        id,
                        new TimelineId(timeline),
                        random.nextInt(5) == 0 ? Optional.empty() : Optional.of(history(timeline)),
                        new Lsn(start * UNIT),
                        new Lsn(position * UNIT),
                        time,
                        parent(),
                        false,
                        false));
    }

    private Optional<BackupId> parent() {
        List<TierCatalogue.Backup> own = tier.backups().stream()
                .filter(backup -> backup.timeline().value() == timeline)
                .toList();
        return own.isEmpty() || random.nextInt(5) > 0
                ? Optional.empty()
                : Optional.of(own.get(random.nextInt(own.size())).id());
    }

    /** Holds and restores come and go. */
    void touchBackups() {
        tier.backups()
                .replaceAll(backup -> new TierCatalogue.Backup(
                        backup.id(),
                        backup.timeline(),
                        backup.history(),
                        backup.start(),
                        backup.stop(),
                        backup.stopped(),
                        backup.parent(),
                        random.nextInt(12) == 0,
                        random.nextInt(15) == 0));
    }

    /** The tier loses what a plan lets go. */
    void prune(RetentionPlan.Decided plan) {
        HeldTier left = tier.after(plan);
        tier.backups().retainAll(left.backups());
        tier.segments().clear();
        tier.segments().putAll(left.segments());
        tier.histories().retainAll(left.histories());
    }
}
