package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.ArchiveNames;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectReader;
import io.pgcairn.storage.TruncatedObjectException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Brings WAL to the target in the order of its names, which is that of its bytes: whenever the host is lost, the target
 * holds no hole that the source does not have. A pass does all that there is to do.
 */
final class WalLane implements Lane {
    private static final int RESTARTS = 100;
    private static final int SOURCE_ATTEMPTS = 5;

    private final TierPair tiers;
    private final ReplicationSettings settings;
    private final Backlog backlog;
    private final Map<LineageId, WalCursor> cursors =
            new TreeMap<>(java.util.Comparator.comparing(LineageId::toString));
    private final Skipped skipped;
    private Instant nextWalk = Instant.EPOCH;
    private Instant nextMeasure = Instant.EPOCH;
    private String failing = "";
    private int failures;

    WalLane(TierPair tiers, ReplicationSettings settings) {
        this.tiers = tiers;
        this.settings = settings;
        this.backlog = new Backlog(tiers.clock());
        this.skipped = new Skipped(tiers.clock(), settings.skippedAgain());
    }

    @Override
    public String name() {
        return "wal";
    }

    @Override
    public boolean stored(ArchiveName name, long size) {
        Optional<LineageId> lineage = lineageOf(name);
        if (lineage.isEmpty() || !tiers.wanted().wants(name)) {
            return false;
        }
        backlog.added(size);
        cursor(lineage.get()).stored(name.key().value());
        return true;
    }

    /**
     * Goes back to where the target wants something by now that it did not want before.
     *
     * @param from a string that sorts before it
     * @return false if the lane has not come there yet
     */
    boolean seek(LineageId lineage, String from) {
        WalCursor cursor = cursor(lineage);
        boolean isPassed = cursor.reached().compareTo(from) > 0;
        if (isPassed) {
            cursor.stored(from);
        }
        return isPassed;
    }

    private static Optional<LineageId> lineageOf(ArchiveName name) {
        return switch (name) {
            case ArchiveName.Record record -> Optional.of(record.lineage());
            case ArchiveName.History history -> Optional.of(history.lineage());
            case ArchiveName.Segment segment -> Optional.of(segment.lineage());
            case ArchiveName.Tail tail -> Optional.of(tail.lineage());
            case ArchiveName.Part _,
                    ArchiveName.Mark _,
                    ArchiveName.Hold _,
                    ArchiveName.Buried _,
                    ArchiveName.DumpPart _,
                    ArchiveName.DumpMark _,
                    ArchiveName.Lease _,
                    ArchiveName.Drill _,
                    ArchiveName.Foreign _ -> Optional.empty();
        };
    }

    private WalCursor cursor(LineageId lineage) {
        synchronized (cursors) {
            return cursors.computeIfAbsent(lineage, id -> new WalCursor(names().beforeWal(id)));
        }
    }

    private List<LineageId> behind() {
        synchronized (cursors) {
            return cursors.entrySet().stream()
                    .filter(entry -> entry.getValue().isBehind())
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    private ArchiveNames names() {
        return tiers.names();
    }

    @Override
    public Backlog backlog() {
        return backlog;
    }

    @Override
    public Instant due() {
        return skipped.due().isBefore(nextWalk) ? skipped.due() : nextWalk;
    }

    @Override
    public boolean isBehind() {
        return !behind().isEmpty();
    }

    @Override
    public void pass() throws IOException, InterruptedException {
        Instant now = tiers.clock().instant();
        if (!now.isBefore(nextWalk)) {
            tiers.wanted().refresh();
            for (LineageId lineage : names().lineages(tiers.source())) {
                cursor(lineage).restart();
            }
            backlog.measured(measure(tiers.target()));
            nextWalk = now.plus(settings.walkEvery());
        }
        try {
            for (LineageId lineage : behind()) {
                walk(lineage, cursor(lineage));
            }
            retrySkipped();
            if (behind().isEmpty()) {
                backlog.measured(skipped.lag());
            }
        } catch (IOException e) {
            measureSource();
            throw e;
        }
    }

    /** Counts what the target lacks; against {@link Listing#NOTHING} all behind the cursors. */
    private Lag measure(io.pgcairn.storage.ObjectLister target) throws IOException, InterruptedException {
        Lag[] lag = {Lag.NONE};
        for (LineageId lineage : behind()) {
            WalFilter filter = new WalFilter(names(), tiers.wanted());
            new TierDifference(tiers.source(), target)
                    .walk(names().prefix(lineage), cursor(lineage).reached(), filter.showing(new WalFilter.Finds() {
                        @Override
                        public void missing(ObjectInfo object) {
                            lag[0] = lag[0].plus(object.size(), object.modified());
                        }
                    }));
        }
        return lag[0].plus(skipped.lag());
    }

    /** While the target is down the source alone is asked, and not more often than it costs. */
    private void measureSource() throws InterruptedException {
        Instant begin = tiers.clock().instant();
        if (backlog.lag().isEmpty() || begin.isBefore(nextMeasure)) {
            return;
        }
        try {
            backlog.measured(measure(Listing.NOTHING));
        } catch (IOException e) {
            // What failed is told by the pass; what was counted before holds until the source answers.
        }
        Duration took = Duration.between(begin, tiers.clock().instant());
        nextMeasure = begin.plus(took.multipliedBy(100)).plus(Duration.ofSeconds(30));
    }

    private void walk(LineageId lineage, WalCursor cursor) throws IOException, InterruptedException {
        for (int i = 0; i < RESTARTS && cursor.isBehind(); i++) {
            boolean isKnown = cursor.isAtEnd() && !settings.isFed();
            String from = cursor.begin();
            Ends ends = new Ends(lineage, cursor);
            try (Copies copies = new Copies(tiers.copier(), settings.walParallel(), true, ends)) {
                WalFilter filter = new WalFilter(names(), tiers.wanted());
                TierDifference difference =
                        new TierDifference(tiers.source(), isKnown ? Listing.NOTHING : tiers.target());
                WalCopying copying = new WalCopying(copies, cursor, tiers, ends::isLeftOut);
                difference.walk(names().prefix(lineage), from, filter.showing(copying));
                copying.flush();
                copies.drain();
                copying.ended();
            } catch (TurnedBackException e) {
                // Something was stored, or superseded, that the walk has passed by: it begins there again.
                cursor.failed();
            } catch (IOException | RuntimeException | InterruptedException e) {
                cursor.failed();
                throw e;
            }
        }
    }

    private void retrySkipped() throws IOException {
        for (ObjectInfo object : skipped.takeDue()) {
            if (!tiers.wanted().wants(names().parse(object.key()))) {
                continue;
            }
            switch (tiers.copier().copy(object, () -> true)) {
                case Copier.Outcome.Unreadable(IOException cause) -> {
                    if (!(cause instanceof ObjectMissingException)) {
                        skip(object, cause);
                    }
                }
                case Copier.Outcome.Copied() -> tiers.listener().copied(object);
                case Copier.Outcome.There _, Copier.Outcome.Abandoned _ -> {}
            }
        }
    }

    private void skip(ObjectInfo object, IOException cause) {
        skipped.add(object);
        tiers.listener().skipped(object, cause);
    }

    /** What copies end in, in order. */
    private final class Ends implements Copies.Ends {
        private final LineageId lineage;
        private final WalCursor cursor;

        /** Stems of segments that are not on the target though the walk has passed them. Used by one turn at a time. */
        private final Set<String> leftOut = new HashSet<>();

        Ends(LineageId lineage, WalCursor cursor) {
            this.lineage = lineage;
            this.cursor = cursor;
        }

        boolean isLeftOut(String stem) {
            return leftOut.contains(stem);
        }

        @Override
        public void turnOf(ObjectInfo object) {
            backlog.oldest(object.modified());
        }

        @Override
        public void ended(ObjectInfo object, Copier.Outcome outcome) throws IOException {
            switch (outcome) {
                case Copier.Outcome.Copied() -> tiers.listener().copied(object);
                case Copier.Outcome.There(long bytes) -> {
                    if (bytes != object.size()) {
                        tiers.listener().differs(object, bytes);
                        leaveOut(object);
                    }
                }
                case Copier.Outcome.Unreadable(IOException cause) -> unreadable(object, cause);
                case Copier.Outcome.Abandoned() -> {
                    return;
                }
            }
            backlog.removed(object.size());
            cursor.advance(object.key().value());
        }

        /** A tail that vanished has a complete segment in its place; anything else is left out, or waited for. */
        private void unreadable(ObjectInfo object, IOException cause) throws IOException {
            if (cause instanceof ObjectMissingException
                    && names().parse(object.key()) instanceof ArchiveName.Tail tail
                    && attempts(object) < SOURCE_ATTEMPTS) {
                cursor.stored(tail.stem() + "-");
                throw new TurnedBackException();
            }
            boolean isDamage = cause instanceof ObjectMissingException || cause instanceof TruncatedObjectException;
            if (!isDamage && (attempts(object) < SOURCE_ATTEMPTS || !givesOthers())) {
                throw cause;
            }
            failing = "";
            leaveOut(object);
            skip(object, cause);
        }

        private void leaveOut(ObjectInfo object) {
            if (names().parse(object.key()) instanceof ArchiveName.Segment segment) {
                leftOut.add(segment.stem());
            }
        }

        /** How often this object was not to be had in a row. */
        private int attempts(ObjectInfo object) {
            failures = failing.equals(object.key().value()) ? failures + 1 : 1;
            failing = object.key().value();
            return failures;
        }

        /** Whether it is the object and not its store that is in trouble. */
        private boolean givesOthers() {
            try (InputStream record = reader().get(names().record(lineage), ByteRange.ALL)) {
                record.transferTo(OutputStream.nullOutputStream());
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        private ObjectReader reader() {
            return tiers.source();
        }
    }
}
