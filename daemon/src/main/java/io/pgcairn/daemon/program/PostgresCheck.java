package io.pgcairn.daemon.program;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Checker.State;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.postgres.ReplicationConnection;
import io.pgcairn.daemon.postgres.ServerFacts;
import io.pgcairn.daemon.postgres.ServerQueries;
import io.pgcairn.daemon.postgres.SlotState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks one cluster's server: reachable, a primary, replication allowed, the slot, its files readable. */
final class PostgresCheck {
    private static final int OLDEST_MAJOR = 14;

    private final OpenedCluster cluster;
    private final String subject;
    private final List<Finding> findings = new ArrayList<>();

    PostgresCheck(OpenedCluster cluster) {
        this.cluster = cluster;
        this.subject = "postgres " + cluster.config().name();
    }

    List<Finding> check() {
        try {
            ServerFacts facts = new ServerQueries(cluster.connector()).facts();
            server(facts);
            replication(facts);
            files(facts);
        } catch (CairnException e) {
            findings.add(CheckProgram.failed(subject, e));
        }
        return findings;
    }

    private void server(ServerFacts facts) {
        String found = "PostgreSQL " + facts.major() + ", system identifier " + facts.systemId() + ", WAL segments of "
                + facts.segmentSize().bytes() / (1 << 20) + " MiB";
        if (facts.inRecovery()) {
            add(State.FAILED, found + ", a standby", "point the URI at the primary");
        } else if (facts.major() < OLDEST_MAJOR) {
            add(State.FAILED, found, "PostgreSQL " + OLDEST_MAJOR + " and later are served");
        } else if (!facts.dataChecksums()) {
            add(State.WARNING, found + ", without data checksums", "switch them on with pg_checksums --enable");
        } else {
            add(State.OK, found, "");
        }
    }

    private void replication(ServerFacts facts) throws CairnException {
        String slot = cluster.config().postgres().slot();
        try (ReplicationConnection connection = cluster.connector().replication()) {
            connection
                    .identifySystem()
                    .require(facts.systemId(), cluster.connector().settings().servers());
            slot(slot, connection.slot(slot), facts);
        }
    }

    private void slot(String name, Optional<SlotState> slot, ServerFacts facts) {
        if (slot.isEmpty()) {
            add(State.OK, "replication is allowed; slot " + name + " is made when the daemon starts", "");
        } else if (slot.get().isLost()) {
            add(
                    State.FAILED,
                    "slot " + name + " has lost WAL",
                    "the daemon makes it anew; take a base backup then: pgcairn backup --wait");
        } else if (!slot.get().active()) {
            add(State.WARNING, "slot " + name + " keeps WAL and nobody streams from it", "start pgcairn daemon");
        } else if (facts.maxSlotWalKeepBytes().isEmpty()) {
            add(
                    State.OK,
                    "slot " + name + " is streamed; max_slot_wal_keep_size is unlimited: while the daemon is down"
                            + " WAL gathers on the server",
                    "");
        } else {
            add(State.OK, "slot " + name + " is streamed", "");
        }
    }

    private void files(ServerFacts facts) {
        Path data = facts.dataDirectory();
        if (Files.isReadable(data.resolve("global/pg_control"))) {
            add(State.OK, "the data directory " + data + " is readable: base backups can be taken", "");
        } else {
            add(
                    State.FAILED,
                    "the data directory " + data + " cannot be read from here: no base backup can be taken",
                    "run the daemon on the server's host, as the user that runs PostgreSQL");
        }
    }

    private void add(State state, String text, String hint) {
        findings.add(new Finding(state, subject, text, hint));
    }
}
