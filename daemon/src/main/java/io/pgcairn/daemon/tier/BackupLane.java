package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.BackupProof;
import io.pgcairn.daemon.catalog.CommitProof;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.TruncatedObjectException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Brings committed backups and dumps to the target, the newest first, each with its mark last: one that the target
 * shows can be restored from the target alone. A pass does all that there is to do.
 */
final class BackupLane implements Lane {
    private static final Duration WAL_AGAIN = Duration.ofMinutes(1);

    private final TierPair tiers;
    private final ReplicationSettings settings;
    private final WalSeeker seeker;
    private final PendingBackups pending;

    /** Backups whose WAL was looked for once more since all names were compared. */
    private final Set<ObjectKey> sought = new HashSet<>();

    private volatile Instant nextWalk = Instant.EPOCH;
    private boolean isPlanStale;

    /** Looks on the other lane for WAL that the target did not want when the lane passed by. */
    @FunctionalInterface
    interface WalSeeker {
        /** @return whether the lane had passed there, and goes back */
        boolean seek(LineageId lineage, String from);
    }

    BackupLane(TierPair tiers, ReplicationSettings settings, WalSeeker seeker) {
        this.tiers = tiers;
        this.settings = settings;
        this.seeker = seeker;
        this.pending = new PendingBackups(new Backlog(tiers.clock()));
    }

    @Override
    public String name() {
        return "backups";
    }

    /** Parts count once their backup is committed: most of one that fails never goes anywhere. */
    @Override
    public boolean stored(ArchiveName name, long size) {
        return name instanceof ArchiveName.Commit mark && tiers.wanted().wants(name) && pending.committed(mark);
    }

    /** The WAL that a backup waits for may be on the target by now; whether one waits. */
    boolean walArrived() {
        return pending.wakeWaiting();
    }

    /** The next pass compares all names of backups: the target may want others than it did. */
    void compare() {
        nextWalk = Instant.EPOCH;
    }

    @Override
    public boolean isBehind() {
        Instant now = tiers.clock().instant();
        return !now.isBefore(nextWalk) || !pending.due(now).isEmpty();
    }

    @Override
    public Instant due() {
        Instant next = pending.nextTry();
        return next.isBefore(nextWalk) ? next : nextWalk;
    }

    @Override
    public Backlog backlog() {
        return pending.backlog();
    }

    @Override
    public void pass() throws IOException, InterruptedException {
        for (PendingBackup fresh : pending.uncounted()) {
            Lag lag = measure(fresh);
            pending.update(fresh.mark(), backup -> backup.counted(lag));
            isPlanStale = true;
        }
        if (isPlanStale) {
            tiers.wanted().refresh();
            isPlanStale = false;
        }
        if (!tiers.clock().instant().isBefore(nextWalk)) {
            nextWalk = tiers.clock().instant().plus(settings.walkEvery());
            try {
                findAll();
            } catch (IOException | RuntimeException | InterruptedException e) {
                nextWalk = Instant.EPOCH;
                throw e;
            }
        }
        for (PendingBackup backup : pending.due(tiers.clock().instant())) {
            try {
                bring(backup.mark());
            } catch (IOException e) {
                pending.update(backup.mark(), PendingBackup::failed);
                throw e;
            }
        }
    }

    private void findAll() throws IOException, InterruptedException {
        tiers.wanted().refresh();
        sought.clear();
        Map<ObjectKey, PendingBackup> found = new TreeMap<>();
        for (LineageId lineage : tiers.names().lineages(tiers.source())) {
            CommittedParts parts = new CommittedParts(tiers);
            TierDifference difference = new TierDifference(tiers.source(), tiers.target());
            difference.walk(tiers.names().backupsPrefix(lineage), "", parts);
            difference.walk(tiers.names().dumpsPrefix(lineage), "", parts);
            found.putAll(parts.missing());
        }
        pending.found(found);
    }

    /** What a backup that was just committed takes; the target is not asked, since it may be down. */
    private Lag measure(PendingBackup backup) throws IOException, InterruptedException {
        Lag[] lag = {Lag.NONE};
        walk(backup.mark(), Listing.NOTHING, object -> lag[0] = lag[0].plus(object.size(), object.modified()));
        return new Lag(
                lag[0].objects(), lag[0].bytes(), Optional.of(tiers.clock().instant()));
    }

    private void walk(ArchiveName.Commit mark, ObjectLister target, TierDifference.Visitor visitor)
            throws IOException, InterruptedException {
        new TierDifference(tiers.source(), target).walk(tiers.names().prefix(mark), "", visitor);
    }

    private void bring(ArchiveName.Commit mark) throws IOException, InterruptedException {
        if (!tiers.wanted().wants(mark) || tiers.isBuried(mark)) {
            pending.done(mark);
            return;
        }
        Optional<ObjectInfo> markObject = copyParts(mark);
        if (pending.isSkipping(mark)) {
            // Also of a backup that the target shows already: it cannot be restored from there.
            again(mark, settings.skippedAgain(), false);
            return;
        }
        if (markObject.isEmpty()) {
            // The target has it, or the backup was deleted in the source.
            pending.done(mark);
            return;
        }
        CommitProof proof = CommitProof.read(tiers.source(), mark);
        Optional<String> missing = proof.missingIn(tiers.target());
        if (missing.isPresent()) {
            again(mark, WAL_AGAIN, true);
            if (proof instanceof BackupProof ofBackup
                    && !sought.contains(mark.key())
                    && seeker.seek(mark.lineage(), ofBackup.walFrom())) {
                sought.add(mark.key());
            }
            tiers.listener().backupWaits(mark.key(), missing.get());
            return;
        }
        if (tiers.isBuried(mark)) {
            pending.done(mark);
            return;
        }
        copyMark(mark, markObject.get());
        takeBack(mark, proof);
    }

    private void again(ArchiveName.Commit mark, Duration after, boolean forWal) {
        Instant at = tiers.clock().instant().plus(after);
        pending.update(mark, backup -> backup.again(at, forWal));
    }

    /** Copies what the target lacks but for the mark; returns the mark unless the target has it. */
    private Optional<ObjectInfo> copyParts(ArchiveName.Commit mark) throws IOException, InterruptedException {
        List<ObjectInfo> marks = new ArrayList<>();
        pending.update(mark, PendingBackup::trying);
        try (Copies copies = new Copies(tiers.copier(), settings.backupParallel(), false, new Ends(mark))) {
            walk(mark, tiers.target(), object -> {
                ArchiveName name = tiers.names().parse(object.key());
                if (name instanceof ArchiveName.Commit) {
                    marks.add(object);
                } else if (isCopied(name) && tiers.wanted().wants(name)) {
                    copies.submit(object);
                }
            });
            copies.drain();
        }
        return marks.stream().findFirst();
    }

    /** Holds go with the backup; one that is placed later is placed on every tier. */
    private static boolean isCopied(ArchiveName name) {
        return name instanceof ArchiveName.Part
                || name instanceof ArchiveName.Hold
                || name instanceof ArchiveName.DumpPart;
    }

    private void copyMark(ArchiveName.Commit mark, ObjectInfo object) throws IOException {
        switch (tiers.copier().copy(object, () -> true)) {
            case Copier.Outcome.Unreadable(IOException cause) -> {
                tiers.listener().skipped(object, cause);
                again(mark, settings.skippedAgain(), false);
            }
            case Copier.Outcome.Copied() -> {
                tiers.listener().copied(object);
                tiers.listener().backupComplete(mark.key());
                pending.done(mark);
            }
            case Copier.Outcome.There _, Copier.Outcome.Abandoned _ -> pending.done(mark);
        }
    }

    /**
     * A backup that is deleted from all tiers while it is copied loses its parts here before its mark arrives. Where
     * the parts are all there the mark stays, whatever became of the source. One that is deleted from the target alone
     * was buried there before.
     */
    private void takeBack(ArchiveName.Commit mark, CommitProof proof) throws IOException {
        if (tiers.isBuried(mark)) {
            tiers.target().delete(List.of(mark.key()));
            return;
        }
        try {
            tiers.source().head(mark.key());
        } catch (ObjectMissingException e) {
            if (proof.missingIn(tiers.target()).isPresent()) {
                tiers.target().delete(List.of(mark.key()));
            }
        }
    }

    /** What copies of one backup's parts end in. */
    private final class Ends implements Copies.Ends {
        private final ArchiveName.Commit mark;

        Ends(ArchiveName.Commit mark) {
            this.mark = mark;
        }

        @Override
        public void turnOf(ObjectInfo object) {}

        @Override
        public void ended(ObjectInfo object, Copier.Outcome outcome) throws IOException {
            switch (outcome) {
                case Copier.Outcome.Copied() -> {
                    tiers.listener().copied(object);
                    arrived(object);
                }
                case Copier.Outcome.There(long bytes) -> {
                    arrived(object);
                    if (bytes != object.size()) {
                        tiers.listener().differs(object, bytes);
                    }
                }
                case Copier.Outcome.Unreadable(IOException cause) -> unreadable(object, cause);
                case Copier.Outcome.Abandoned() -> {}
            }
        }

        private void arrived(ObjectInfo object) {
            pending.update(mark, backup -> backup.counted(backup.lag().minus(object.size())));
        }

        /** What the source does not give now it may give soon; what is damaged there waits for a repair. */
        private void unreadable(ObjectInfo object, IOException cause) throws IOException {
            if (!(cause instanceof ObjectMissingException || cause instanceof TruncatedObjectException)) {
                throw cause;
            }
            pending.update(mark, PendingBackup::skipping);
            tiers.listener().skipped(object, cause);
        }
    }
}
