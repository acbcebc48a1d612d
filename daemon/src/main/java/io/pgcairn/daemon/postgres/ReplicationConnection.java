package io.pgcairn.daemon.postgres;

import java.io.IOException;
import java.net.ProtocolException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A connection on which PostgreSQL speaks its replication protocol. One command runs at a time, and a WAL stream is a
 * command until it has ended. It belongs to one thread, but for {@link #close}.
 */
public final class ReplicationConnection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PostgresConnector connector;
    private final Connection driver;
    private final Wire wire;
    private final Clock clock;
    private final int serverVersion;
    private final String servers;

    ReplicationConnection(PostgresConnector connector, Connection driver, Wire wire, Clock clock) throws SQLException {
        this.connector = connector;
        this.driver = driver;
        this.wire = wire;
        this.clock = clock;
        this.serverVersion = driver.getMetaData().getDatabaseMajorVersion() * 10_000
                + driver.getMetaData().getDatabaseMinorVersion();
        this.servers = connector.settings().servers();
    }

    /** The driver's side of this connection, usable between commands. */
    Connection driver() {
        return driver;
    }

    /** As server_version_num: 150014 for 15.14. */
    public int serverVersion() {
        return serverVersion;
    }

    public SystemIdentity identifySystem() throws PostgresException {
        String doing = "cannot identify the system at " + servers;
        Row row = oneRow("IDENTIFY_SYSTEM", doing);
        try {
            return new SystemIdentity(
                    SystemId.parse(row.text(0)), new TimelineId(Long.parseLong(row.text(1))), Lsn.parse(row.text(2)));
        } catch (ProtocolException e) {
            throw wire.lost(doing, e);
        }
    }

    /** A setting as SHOW prints it. */
    public String show(String setting) throws PostgresException {
        if (!setting.matches("[a-z_][a-z0-9_.]{0,62}")) {
            throw new IllegalArgumentException("not a setting's name: " + setting);
        }
        String doing = "cannot show " + setting + " at " + servers;
        try {
            return oneRow("SHOW " + setting, doing).text(0);
        } catch (ProtocolException e) {
            throw wire.lost(doing, e);
        }
    }

    public SegmentSize segmentSize() throws PostgresException {
        return SegmentSize.parse(show("wal_segment_size"));
    }

    /**
     * Creates a physical slot that keeps WAL from now on, if there is none of this name.
     *
     * @return whether it was made now
     */
    public boolean createSlot(String name) throws PostgresException {
        String doing = "cannot create replication slot " + checked(name) + " at " + servers;
        try {
            run("CREATE_REPLICATION_SLOT \"" + name + "\" PHYSICAL RESERVE_WAL", doing);
            return true;
        } catch (PostgresException.Failed e) {
            if (e.sqlState().equals("42710")) {
                return false;
            }
            throw e;
        }
    }

    /** Removes a slot. */
    public void dropSlot(String name) throws PostgresException {
        run(
                "DROP_REPLICATION_SLOT \"" + checked(name) + "\"",
                "cannot drop replication slot " + name + " at " + servers);
    }

    /** A slot's state, asked over an ordinary connection, since the replication protocol tells less of it. */
    public Optional<SlotState> slot(String name) throws PostgresException {
        return new ServerQueries(connector).slot(checked(name));
    }

    /** The history file of a timeline, byte for byte. */
    public byte[] timelineHistory(TimelineId timeline) throws PostgresException {
        String doing = "cannot fetch " + timeline.historyFileName() + " from " + servers;
        return oneRow("TIMELINE_HISTORY " + timeline, doing)
                .bytes(1)
                .orElseThrow(() -> wire.lost(doing, new ProtocolException("no content")));
    }

    /** Streams WAL from {@code from} on; the server arbitrates whether it still has it. */
    public WalStream startReplication(String slot, Lsn from, TimelineId timeline) throws PostgresException {
        String doing = "cannot stream WAL from " + from + " of timeline " + timeline + " at " + servers;
        wire.timeout(PATIENCE, doing);
        wire.query(
                "START_REPLICATION SLOT \"" + checked(slot) + "\" PHYSICAL " + from + " TIMELINE " + timeline, doing);
        byte answer = wire.nextInTime(doing);
        return switch (answer) {
            case 'W' -> new WalStream(wire, clock, doing, true);
            // Not a byte of this timeline lies behind this position; the next timeline follows at once.
            case 'T' -> new WalStream(wire, clock, doing, false);
            default -> throw wire.unexpected(answer, doing);
        };
    }

    /**
     * Streams a base backup into {@code sink}. Its tar archives are complete ones, whatever the server's version.
     *
     * @throws IOException the sink failed; the connection is then closed
     */
    public BaseBackup baseBackup(BaseBackup.Options options, BaseBackup.Sink sink)
            throws PostgresException, IOException {
        return new BaseBackupReceiver(wire, serverVersion, "cannot take a base backup from " + servers)
                .receive(options, sink);
    }

    private Row oneRow(String command, String doing) throws PostgresException {
        List<Row> rows = run(command, doing);
        if (rows.size() != 1) {
            throw wire.lost(doing, new ProtocolException(rows.size() + " rows instead of one"));
        }
        return rows.getFirst();
    }

    private List<Row> run(String command, String doing) throws PostgresException {
        wire.timeout(PATIENCE, doing);
        wire.query(command, doing);
        return wire.rowsUntilReady(doing);
    }

    private static String checked(String slot) {
        if (!slot.matches("[a-z0-9_]{1,63}")) {
            throw new IllegalArgumentException("a slot's name has lower-case letters, digits and underscores: " + slot);
        }
        return slot;
    }

    /** Ends the connection, whatever runs on it. */
    @Override
    public void close() {
        try {
            driver.close();
        } catch (SQLException e) {
            // It is of no use any more; the socket is closed below.
        } finally {
            wire.abort();
        }
    }
}
