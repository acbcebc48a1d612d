package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.RestoreLease;
import io.pgcairn.daemon.catalog.RestoreLeases;
import io.pgcairn.storage.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Keeps retention from a backup and the WAL behind it while a restore reads them, on every tier that it may read. A
 * tier that takes no lease, since it is written to with other rights, is a warning and no error.
 */
public final class RestorePins implements AutoCloseable {
    private final BackupId backup;
    private final Map<String, RestoreLeases> tiers;
    private final Times times;
    private final Clock clock;
    private final Consumer<String> warnings;
    private final String nonce;
    private final Set<String> warned = new TreeSet<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread renewing;

    /**
     * How long leases are.
     *
     * @param lease of one that is renewed, and how often it is
     * @param replay of the last one, for the recovery that follows
     */
    public record Times(Duration lease, Duration every, Duration replay) {
        public static final Times USUAL = new Times(Duration.ofHours(1), Duration.ofMinutes(10), Duration.ofHours(24));
    }

    /**
     * Places nothing yet.
     *
     * @param tiers the leases of each tier, by its name
     * @param warnings is told once of each tier that takes none, by any thread
     */
    public RestorePins(
            BackupId backup,
            Map<String, RestoreLeases> tiers,
            Times times,
            Clock clock,
            RandomGenerator random,
            Consumer<String> warnings) {
        this.backup = backup;
        this.tiers = new TreeMap<>(tiers);
        this.times = times;
        this.clock = clock;
        this.warnings = warnings;
        this.nonce = HexFormat.of().toHexDigits(random.nextLong());
        this.renewing = Thread.ofVirtual().name("restore-leases").unstarted(this::renew);
    }

    /** Places the first leases, and goes on placing them until closed; once. */
    public void start() {
        place(times.lease());
        renewing.start();
    }

    private void renew() {
        try {
            while (!closed.await(times.every().toMillis(), TimeUnit.MILLISECONDS)) {
                place(times.lease());
            }
        } catch (InterruptedException e) {
            // The restore ends; leases end by themselves.
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Places the last leases.
     *
     * @return the tiers that took one, and until when
     */
    public Left leave() {
        Instant until = clock.instant().plus(times.replay()).truncatedTo(ChronoUnit.SECONDS);
        return new Left(placeUntil(until), until);
    }

    /** What retention leaves alone after the restore. */
    public record Left(List<String> tiers, Instant until) {
        public Left {
            tiers = List.copyOf(tiers);
        }

        /** What an operator is to know of it; empty if no tier took a lease. */
        public Optional<String> line() {
            return tiers.isEmpty()
                    ? Optional.empty()
                    : Optional.of("retention on tier " + String.join(", ", tiers)
                            + " leaves the backup and the WAL behind it alone until " + until
                            + ": recovery has to have ended by then");
        }
    }

    private void place(Duration length) {
        placeUntil(clock.instant().plus(length).truncatedTo(ChronoUnit.SECONDS));
    }

    private synchronized List<String> placeUntil(Instant until) {
        List<String> placed = new ArrayList<>();
        tiers.forEach((tier, leases) -> {
            try {
                leases.place(new RestoreLease(backup, until, nonce));
                placed.add(tier);
            } catch (StoreException e) {
                if (warned.add(tier)) {
                    warnings.accept("tier " + tier + " takes no lease, so retention there does not know of this"
                            + " restore: " + e.getMessage());
                }
            }
        });
        return placed;
    }

    /** Places no more. */
    @Override
    public void close() {
        closed.countDown();
        try {
            renewing.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
