package io.pgcairn.daemon.check;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.ReplicationConnection;
import io.pgcairn.daemon.postgres.RoleRights;
import io.pgcairn.daemon.postgres.RoomQueries;
import io.pgcairn.daemon.postgres.ServerFacts;
import io.pgcairn.daemon.postgres.ServerQueries;
import io.pgcairn.daemon.postgres.ServerRoom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Checks one server: reachable, the role's rights, a primary, room for a stream, the slot, its files readable. */
public final class PostgresCheck {
    private static final int OLDEST_MAJOR = 14;

    private final PostgresConnector connector;
    private final String slot;
    private final Clock clock;
    private final Findings findings;

    /**
     * A check that asks nothing yet.
     *
     * @param cluster how findings call it
     * @param slot the name of the slot that is, or will be, streamed from
     */
    public PostgresCheck(PostgresConnector connector, String cluster, String slot, Clock clock) {
        this.connector = connector;
        this.slot = slot;
        this.clock = clock;
        this.findings = new Findings("postgres " + cluster);
    }

    public List<Finding> check() {
        try {
            RoleRights rights = new RoomQueries(connector).rights();
            if (!role(rights)) {
                return findings.all();
            }
            ServerFacts facts = new ServerQueries(connector).facts();
            server(facts);
            Instant before = clock.instant();
            ServerRoom room = new RoomQueries(connector).room();
            ClockSkew.of(before, room.clock(), clock.instant())
                    .trouble()
                    .ifPresent(told -> findings.warn("the server's clock " + told, "let both follow NTP"));
            replication(facts, room);
            files(facts);
        } catch (CairnException e) {
            findings.fail(e.fault(), String.valueOf(e.getMessage()), e.hint());
        }
        return findings.all();
    }

    /** @return whether the rest can be asked at all */
    private boolean role(RoleRights rights) {
        List<String> missing = rights.missing();
        if (missing.isEmpty()) {
            findings.ok("connected to " + connector.settings().servers() + " as " + rights.role()
                    + (rights.superuser() ? ", a superuser" : ", which may replicate and take backups"));
            return true;
        }
        findings.fail(
                Fault.POSTGRES_PERMISSION,
                "the role " + rights.role() + " may not do all that is needed",
                "as a superuser, in the database " + connector.settings().database() + ": "
                        + String.join(" ", missing));
        return false;
    }

    private void server(ServerFacts facts) {
        String found = "PostgreSQL " + facts.major() + ", system identifier " + facts.systemId() + ", WAL segments of "
                + facts.segmentSize().bytes() / (1 << 20) + " MiB";
        if (facts.inRecovery()) {
            findings.fail(Fault.POSTGRES_WRONG_CLUSTER, found + ", a standby", "point the URI at the primary");
        } else if (facts.major() < OLDEST_MAJOR) {
            findings.fail(found, "PostgreSQL " + OLDEST_MAJOR + " and later are served");
        } else if (!facts.dataChecksums()) {
            findings.warn(found + ", without data checksums", "switch them on with pg_checksums --enable");
        } else {
            findings.ok(found);
        }
    }

    private void replication(ServerFacts facts, ServerRoom room) throws CairnException {
        if (room.walLevel().equals("minimal")) {
            findings.fail(
                    Fault.POSTGRES_FAILED,
                    "wal_level is minimal: base backups could not be replayed",
                    "ALTER SYSTEM SET wal_level = replica; then restart PostgreSQL");
            return;
        }
        if (facts.inRecovery()) {
            return;
        }
        try (ReplicationConnection connection = connector.replication()) {
            connection
                    .identifySystem()
                    .require(facts.systemId(), connector.settings().servers());
            new SlotCheck(slot, facts, room).check(connection.slot(slot), findings);
        }
    }

    private void files(ServerFacts facts) {
        Path data = facts.dataDirectory();
        if (Files.isReadable(data.resolve("global/pg_control"))) {
            findings.ok("the data directory " + data + " is readable: base backups can be taken");
        } else {
            findings.fail(
                    Fault.POSTGRES_PERMISSION,
                    "the data directory " + data + " cannot be read from here: no base backup can be taken",
                    "run this and the daemon on the server's host, as the user that runs PostgreSQL:"
                            + " sudo -u postgres pgcairn …");
        }
    }
}
