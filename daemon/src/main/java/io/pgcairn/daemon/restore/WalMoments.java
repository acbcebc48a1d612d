package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.WalMoment;
import io.pgcairn.daemon.postgres.WalRecord;
import io.pgcairn.daemon.postgres.WalRecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads stored WAL for its moments. Its records prove themselves by their checksums. */
final class WalMoments implements WalEvidence {
    private final WalArchive archive;

    WalMoments(WalArchive archive) {
        this.archive = archive;
    }

    /** Backwards by segments, since the last one mostly has what is looked for. */
    @Override
    public Optional<Instant> newestEnd(TimelineHistory history, Lsn from, Lsn to) throws IOException {
        SegmentSize size = archive.inventory().segmentSize();
        long last = size.numberOf(to);
        for (long number = last; number >= size.numberOf(from); number--) {
            Optional<Instant> newest = newestIn(history, number, last);
            if (newest.isPresent()) {
                return newest;
            }
        }
        return Optional.empty();
    }

    /** The latest time among the records that start in one segment; the last may end in later ones. */
    private Optional<Instant> newestIn(TimelineHistory history, long number, long last) throws IOException {
        SegmentSize size = archive.inventory().segmentSize();
        Lsn end = new Lsn((number + 1) * size.bytes());
        @Nullable Instant newest = null;
        try (InputStream wal = new SegmentSequence(archive, history, number, last)) {
            WalRecordReader reader = new WalRecordReader(wal, new Lsn(number * size.bytes()), size);
            for (Optional<WalRecord> record = reader.next(); isBefore(record, end); record = reader.next()) {
                Optional<WalMoment> moment = record.flatMap(WalMoment::of);
                if (moment.isPresent() && moment.get() instanceof WalMoment.TransactionEnd ended) {
                    newest = newest == null || ended.time().isAfter(newest) ? ended.time() : newest;
                }
            }
        }
        return Optional.ofNullable(newest);
    }

    @Override
    public Optional<WalMoment.NamedPoint> point(String name, TimelineHistory history, Lsn from, Lsn to)
            throws IOException {
        SegmentSize size = archive.inventory().segmentSize();
        long first = size.numberOf(from);
        try (InputStream wal = new SegmentSequence(archive, history, first, size.numberOf(to))) {
            WalRecordReader reader = new WalRecordReader(wal, new Lsn(first * size.bytes()), size);
            for (Optional<WalRecord> record = reader.next(); isBefore(record, to); record = reader.next()) {
                Optional<WalMoment.NamedPoint> point = record.flatMap(WalMoment::of)
                        .flatMap(named(name))
                        .filter(found -> !found.start().isBefore(from));
                if (point.isPresent()) {
                    return point;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean mayEnd(long xid, TimelineHistory history, Lsn from, Lsn to) throws IOException {
        SegmentSize size = archive.inventory().segmentSize();
        long first = size.numberOf(from);
        try (InputStream wal = new SegmentSequence(archive, history, first, size.numberOf(to))) {
            WalRecordReader reader = new WalRecordReader(wal, new Lsn(first * size.bytes()), size);
            for (Optional<WalRecord> record = reader.next(); isBefore(record, to); record = reader.next()) {
                Optional<WalMoment> moment = record.flatMap(WalMoment::of);
                if (moment.isPresent() && moment.get() instanceof WalMoment.TransactionEnd end && end.mayEnd(xid)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public boolean hasRecord(TimelineHistory history, Lsn position, Lsn to) throws IOException {
        SegmentSize size = archive.inventory().segmentSize();
        long first = size.numberOf(position);
        try (InputStream wal = new SegmentSequence(archive, history, first, size.numberOf(to))) {
            WalRecordReader reader = new WalRecordReader(wal, new Lsn(first * size.bytes()), size);
            Optional<WalRecord> record = reader.next();
            while (isBefore(record, position)) {
                record = reader.next();
            }
            return record.isPresent();
        }
    }

    private static Function<WalMoment, Optional<WalMoment.NamedPoint>> named(String name) {
        return moment ->
                moment instanceof WalMoment.NamedPoint point && point.name().equals(name)
                        ? Optional.of(point)
                        : Optional.empty();
    }

    private static boolean isBefore(Optional<WalRecord> record, Lsn end) {
        return record.isPresent() && record.get().start().isBefore(end);
    }
}
