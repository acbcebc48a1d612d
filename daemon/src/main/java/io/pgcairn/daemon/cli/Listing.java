package io.pgcairn.daemon.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is stored: per cluster and lineage, what its tiers hold and what can be restored from each.
 *
 * @param clusters in the configuration's order
 */
public record Listing(List<Cluster> clusters) {
    public Listing {
        clusters = List.copyOf(clusters);
    }

    /**
     * One cluster.
     *
     * @param tiers those that were asked
     * @param lineages the one that was made last at the end
     * @param notes what an operator should know, a sentence each
     * @param unlisted which tiers did not answer, and why
     */
    public record Cluster(
            String name, List<String> tiers, List<Lineage> lineages, List<String> notes, Map<String, String> unlisted) {
        public Cluster {
            tiers = List.copyOf(tiers);
            lineages = List.copyOf(lineages);
            notes = List.copyOf(notes);
            unlisted = Collections.unmodifiableMap(new LinkedHashMap<>(unlisted));
        }
    }

    /**
     * What comes from one initdb.
     *
     * @param created when the first of it was stored
     * @param backups the good ones, oldest first
     * @param unfinished labels without a commit mark, a tier each
     * @param proven the newest restore that a drill proved; empty if none is known
     * @param tiers those that hold anything of it
     */
    public record Lineage(
            String systemId,
            int postgresMajor,
            Instant created,
            List<Backup> backups,
            List<Unfinished> unfinished,
            List<Dump> dumps,
            Optional<Drill> proven,
            List<Tier> tiers) {
        public Lineage {
            backups = List.copyOf(backups);
            unfinished = List.copyOf(unfinished);
            dumps = List.copyOf(dumps);
            tiers = List.copyOf(tiers);
        }
    }

    /**
     * One good backup.
     *
     * @param name what the operator called it; may be empty, as may {@code note}
     * @param type {@code full} or {@code incremental}
     * @param startLsn where replay starts
     * @param stopLsn the earliest point it can be restored to
     * @param plainBytes of the files
     * @param storedBytes of the objects
     * @param badPages pages with a wrong checksum in the cluster itself
     * @param copies who holds it
     * @param holds those that have not ended
     */
    public record Backup(
            String id,
            String name,
            String note,
            String type,
            Instant started,
            Instant stopped,
            String startLsn,
            String stopLsn,
            long timeline,
            long plainBytes,
            long storedBytes,
            long badPages,
            List<Copy> copies,
            List<Hold> holds) {
        public Backup {
            copies = List.copyOf(copies);
            holds = List.copyOf(holds);
        }

        List<String> tiers() {
            return copies.stream().map(Copy::tier).toList();
        }

        Duration took() {
            return Duration.between(started, stopped);
        }
    }

    /**
     * A tier that holds a backup.
     *
     * @param keeping what retention will do with it there; empty if that cannot be said
     */
    public record Copy(String tier, Optional<Keeping> keeping) {}

    /**
     * What retention will do with a backup on a tier.
     *
     * @param reasons why it stays, {@code window} or {@code monthly}; empty if the next prune deletes it
     * @param until when it will probably go; empty if nothing says so
     */
    public record Keeping(List<String> reasons, Optional<Instant> until) {
        public Keeping {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Pins a backup.
     *
     * @param until when it ends; empty if it is for ever
     * @param reason the operator's words; may be empty
     */
    public record Hold(Instant placed, Optional<Instant> until, String reason) {}

    /**
     * A label without a commit mark: a backup that runs, that is being copied to this tier, or that failed.
     *
     * @param lastStored when the store took its newest object
     */
    public record Unfinished(String id, String tier, long objects, long bytes, Instant lastStored) {}

    /**
     * A logical dump.
     *
     * @param isGood whether it is finished
     * @param databases which; empty if that is not known
     * @param format of the databases' dumps; may be empty
     */
    public record Dump(
            String id, boolean isGood, List<String> databases, String format, long bytes, List<String> tiers) {
        public Dump {
            databases = List.copyOf(databases);
            tiers = List.copyOf(tiers);
        }
    }

    /**
     * A good restore drill.
     *
     * @param tier which was restored from
     * @param backup which was restored
     * @param target the moment that was wanted; empty for the end of all WAL
     */
    public record Drill(
            String id, String tier, String backup, Optional<Instant> target, Instant started, Instant ended) {
        Duration took() {
            return Duration.between(started, ended);
        }
    }

    /**
     * What one tier holds of a lineage.
     *
     * @param spans what can be restored
     * @param broken good backups of which nothing can be restored, with the segment that is missing
     * @param notes what an operator should know, a sentence each
     */
    public record Tier(String name, List<Span> spans, Map<String, String> broken, Usage usage, List<String> notes) {
        public Tier {
            spans = List.copyOf(spans);
            broken = Collections.unmodifiableMap(new LinkedHashMap<>(broken));
            notes = List.copyOf(notes);
        }
    }

    /**
     * What can be restored: every moment of a stretch, or a single one.
     *
     * @param isPoint whether it is {@code from} alone
     * @param to the last commit in the WAL, or about when the last WAL was stored; empty if neither is known
     * @param isExact whether {@code to} is a commit's time
     * @param timeline on which it ends
     * @param backup the first one in it
     * @param missing the WAL segment that is missing at its end; empty if it goes on
     */
    public record Span(
            boolean isPoint,
            Instant from,
            Optional<Instant> to,
            boolean isExact,
            String fromLsn,
            String toLsn,
            long timeline,
            String backup,
            String missing) {}

    /**
     * What is taken in the store, in bytes as stored.
     *
     * @param lastDayBytes what came in the last 24 hours and is still there; {@code lastWeekBytes} alike
     * @param window how far back the tier's retention looks
     * @param fullWindowBytes what it will take once the window is full: an estimate; empty if it is too early for one
     */
    public record Usage(
            long objects,
            long backupBytes,
            long walBytes,
            long dumpBytes,
            long lastDayBytes,
            long lastWeekBytes,
            Duration window,
            OptionalLong fullWindowBytes) {
        long totalBytes() {
            return backupBytes + walBytes + dumpBytes;
        }
    }
}
