package io.pgcairn.daemon.watch;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.trail.Trail;
import io.pgcairn.daemon.wal.IntakeListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wants a base backup once WAL was lost for good, since nothing behind the gap can be restored before there is one.
 * That is found from what the store holds whenever streaming begins: the daemon may have died between the gap and the
 * backup. Passes everything on to another listener.
 *
 * @param told hears everything
 * @param backups knows the newest backup
 * @param wanted is told that a backup is needed, why, and behind which place at the latest
 */
public record GapWatch(IntakeListener told, Known backups, BiConsumer<String, Lsn> wanted) implements IntakeListener {
    private static final Logger LOG = LoggerFactory.getLogger(GapWatch.class);

    /** Knows backups. */
    public interface Known {
        Optional<Lineage> lineage();

        /** From memory. */
        Optional<BackupRecord> newest(Lineage lineage);

        /** WAL of this lineage streams in from now on. */
        void streams(Lineage lineage);
    }

    @Override
    public void connected(TimelineId timeline, Lsn from) {
        told.connected(timeline, from);
        // Not on the intake's thread: it may list.
        Thread.ofVirtual().name("gap-watch").start(Trail.here().around(() -> look(timeline, from)));
    }

    private void look(TimelineId timeline, Lsn from) {
        Optional<Lineage> lineage = backups.lineage();
        if (lineage.isEmpty()) {
            return;
        }
        backups.streams(lineage.get());
        try {
            Optional<BackupRecord> known = backups.newest(lineage.get());
            if (known.isPresent() && !WalContinuity.isBroken(lineage.get(), known.get(), timeline, from)) {
                return;
            }
            List<BackupRecord> all = lineage.get().backups().list();
            if (!all.isEmpty() && WalContinuity.isBroken(lineage.get(), all.getLast(), timeline, from)) {
                wanted.accept("WAL between backup " + all.getLast().id() + " and " + from + " is lost", from);
            }
        } catch (IOException e) {
            LOG.warn("whether WAL goes on from the last backup is not known: {}", e.getMessage());
        }
    }

    @Override
    public void gap(TimelineId timeline, Lsn from, Lsn to) {
        // Streaming begins after it next, and then it is found.
        told.gap(timeline, from, to);
    }

    @Override
    public void disconnected() {
        told.disconnected();
    }

    @Override
    public void failed(CairnException failure, Duration until) {
        told.failed(failure, until);
    }

    @Override
    public void storeFailed(CairnException failure, int attempt) {
        told.storeFailed(failure, attempt);
    }

    @Override
    public void segmentStored(String segment, Duration took) {
        told.segmentStored(segment, took);
    }

    @Override
    public void contradiction(String segment) {
        told.contradiction(segment);
    }

    @Override
    public void tailStored(String segment, int bytes) {
        told.tailStored(segment, bytes);
    }
}
