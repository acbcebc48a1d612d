package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.postgres.PostgresException;
import io.pgcairn.daemon.postgres.ReplicationConnection;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches a server's whole ancestry of history files, not only those of the switches that we witnessed, and stores
 * each before the first segment of its timeline: without one, recovery to the latest point would stop early.
 */
final class Ancestry {
    private static final Logger LOG = LoggerFactory.getLogger(Ancestry.class);

    private final ReplicationConnection connection;
    private final WalArchive archive;

    Ancestry(ReplicationConnection connection, WalArchive archive) {
        this.connection = connection;
        this.archive = archive;
    }

    /** The history of the server's timeline, whose files are all in the store afterwards. */
    TimelineHistory fetchAndStore(TimelineId timeline) throws CairnException {
        if (timeline.equals(TimelineId.FIRST)) {
            return TimelineHistory.root(timeline);
        }
        byte[] file = connection.timelineHistory(timeline);
        TimelineHistory history = TimelineHistory.parse(timeline, file);
        for (TimelineHistory.Branch ancestor : history.ancestors()) {
            storeAncestor(ancestor.timeline());
        }
        store(timeline, file);
        return history;
    }

    private void storeAncestor(TimelineId ancestor) throws CairnException {
        boolean isKnown = archive.inventory().timelinesWithHistory().contains(ancestor);
        if (ancestor.equals(TimelineId.FIRST) || isKnown) {
            return;
        }
        try {
            store(ancestor, connection.timelineHistory(ancestor));
        } catch (PostgresException.Failed e) {
            // The server does not need it any more: the newest file tells the whole ancestry.
            LOG.atWarn()
                    .addKeyValue("timeline", ancestor.hex())
                    .addKeyValue("error", e.getMessage())
                    .log("the server has no history file of an ancestor; recovery onto that timeline by number fails");
        }
    }

    private void store(TimelineId timeline, byte[] file) throws ObjectFailure {
        try {
            archive.pushHistory(timeline, file);
        } catch (IOException e) {
            throw ObjectFailure.of("storing " + timeline.historyFileName(), e);
        }
    }
}
