package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.LineageRecord;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.ReplicationConnection;
import io.pgcairn.daemon.postgres.ServerFacts;
import io.pgcairn.daemon.postgres.ServerQueries;
import io.pgcairn.daemon.postgres.SlotState;
import io.pgcairn.daemon.postgres.SystemIdentity;
import io.pgcairn.daemon.postgres.TimelineHistory;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is found out and made ready at the start of every connection, since the server behind an address may have become
 * another one meanwhile: its identity, the lineage, the slot, the ancestry, and where to begin.
 *
 * @param start where to stream from
 * @param history the ancestry of the server's current timeline
 */
record IntakeSession(Lineage lineage, TimelineHistory history, StartPoint start) {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeSession.class);

    /**
     * Prepares for streaming.
     *
     * @param removed before and at this position the server was found to have no WAL any more; {@code 0/0} at first
     */
    static IntakeSession open(
            PostgresConnector connector,
            ReplicationConnection connection,
            Lineages lineages,
            String slot,
            Lsn removed,
            InstantSource clock)
            throws CairnException {
        ServerFacts facts = new ServerQueries(connector).facts();
        if (facts.inRecovery()) {
            throw IntakeException.inRecovery(connector.settings().servers());
        }
        SystemIdentity identity = connection.identifySystem();
        identity.require(facts.systemId(), connector.settings().servers());
        Lineage lineage = openLineage(lineages, facts, clock);
        Optional<Lsn> kept = ensureSlot(connection, slot);
        TimelineHistory history = new Ancestry(connection, lineage.wal()).fetchAndStore(identity.timeline());
        List<StartPoint> points = StartPoints.candidates(lineage.wal().inventory(), history, kept).stream()
                .filter(point -> point.durable().isAfter(removed))
                .toList();
        StartPoint start = points.isEmpty() ? fromSlot(lineage, history, kept, identity) : points.getFirst();
        return new IntakeSession(lineage, history, start);
    }

    private static Lineage openLineage(Lineages lineages, ServerFacts facts, InstantSource clock) throws ObjectFailure {
        LineageRecord record = new LineageRecord(
                facts.systemId(),
                facts.major(),
                facts.segmentSize(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        try {
            Lineage lineage = lineages.openOrCreate(record);
            lineage.wal().inventory().refresh();
            return lineage;
        } catch (IOException e) {
            throw ObjectFailure.of("opening the lineage of " + lineages.cluster() + " in the store", e);
        }
    }

    /** The oldest WAL that the slot keeps. A slot that the server has given up on is made anew. */
    private static Optional<Lsn> ensureSlot(ReplicationConnection connection, String slot) throws CairnException {
        Optional<SlotState> known = connection.slot(slot);
        if (known.isPresent() && known.get().isLost()) {
            LOG.atError()
                    .addKeyValue("slot", slot)
                    .log("the server has given up on the slot: WAL it kept is removed; the slot is made anew");
            connection.dropSlot(slot);
            known = Optional.empty();
        }
        if (known.isEmpty()) {
            connection.createSlot(slot);
            LOG.atInfo().addKeyValue("slot", slot).log("replication slot created");
            known = connection.slot(slot);
        }
        return known.flatMap(SlotState::restart);
    }

    /** The first start of all, or the one after WAL was removed: what the slot keeps is all there is to have. */
    private static StartPoint fromSlot(
            Lineage lineage, TimelineHistory history, Optional<Lsn> kept, SystemIdentity identity) {
        Lsn from = lineage.facts().segmentSize().startOf(kept.orElse(identity.flushed()));
        return new StartPoint(history.timelineAt(from), from, from);
    }
}
