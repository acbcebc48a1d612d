package io.pgcairn.daemon.e2e;

import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.postgres.Lsn;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes numbered rows, each number to a table in the data directory and to one in a tablespace in one transaction, and
 * remembers which of them the server acknowledged.
 */
final class Ledger {
    private static final String TEXT = "repeat(md5(n::text), 40)";

    /** Between two rows, some 3 KiB of WAL each: every restore afterwards has to replay what was written. */
    private static final Duration PACE = Duration.ofMillis(2);

    /** How many rows come without a pause where it is to be a flood; a quick server would write for gigabytes. */
    private static final int FLOOD = 5000;

    private static final Duration BETWEEN_CONNECTIONS = Duration.ofMillis(20);

    private final ServerInstance server;
    private final AtomicLong last = new AtomicLong();
    private final TreeSet<Long> acknowledged = new TreeSet<>();
    private volatile boolean isWriting;

    Ledger(ServerInstance server) {
        this.server = server;
    }

    /**
     * A moment between two transactions.
     *
     * @param rows the numbers that are committed
     * @param xid the last transaction that wrote
     */
    record Mark(TreeSet<Long> rows, String time, Lsn lsn, String xid) {}

    static void create(ServerInstance server, Path tablespace) throws SQLException {
        Sql.of(server)
                .run(
                        "CREATE TABLESPACE elsewhere LOCATION '" + tablespace + "'",
                        "CREATE TABLE ledger (n bigint PRIMARY KEY, t text)",
                        "CREATE TABLE mirror (n bigint PRIMARY KEY, t text) TABLESPACE elsewhere");
    }

    /** Something that is done while rows are written. */
    interface Deed {
        void run() throws Exception;
    }

    /** Writes some hundred rows a second as long as the deed lasts; connects again when the server is back. */
    void during(Deed deed) throws Exception {
        during(deed, 0);
    }

    /** The same, but begins with thousands of rows as fast as the server takes them. */
    void duringFlood(Deed deed) throws Exception {
        during(deed, FLOOD);
    }

    private void during(Deed deed, int flood) throws Exception {
        isWriting = true;
        Thread writer = Thread.ofPlatform().name("ledger").start(() -> write(last.get() + flood));
        try {
            deed.run();
        } finally {
            isWriting = false;
            writer.join();
        }
    }

    private void write(long unpaced) {
        while (isWriting) {
            try (Connection connection = DriverManager.getConnection(server.jdbcUrl())) {
                while (isWriting) {
                    add(connection);
                    if (last.get() >= unpaced) {
                        LockSupport.parkNanos(PACE.toNanos());
                    }
                }
            } catch (SQLException e) {
                // The server is down, or is killed: what was not acknowledged may be there or not.
                LockSupport.parkNanos(BETWEEN_CONNECTIONS.toNanos());
            }
        }
    }

    private void add(Connection connection) throws SQLException {
        long number = last.incrementAndGet();
        try (PreparedStatement insert = connection.prepareStatement("WITH row AS (INSERT INTO ledger SELECT n, " + TEXT
                + " FROM (SELECT ?::bigint) one(n) RETURNING n, t) INSERT INTO mirror SELECT n, t FROM row")) {
            insert.setLong(1, number);
            insert.execute();
        }
        synchronized (acknowledged) {
            acknowledged.add(number);
        }
    }

    /** Writes {@code count} rows and fills up the segment. */
    void writeSegment(int count) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl())) {
            for (int i = 0; i < count; i++) {
                add(connection);
            }
        }
        Sql.of(server).run("SELECT pg_switch_wal()");
    }

    /** Writes a row, and names the moment behind it as a restore point too. */
    Mark mark(String name) throws SQLException {
        long number = last.incrementAndGet();
        String xid = Sql.of(server)
                .ask("WITH row AS (INSERT INTO ledger SELECT n, " + TEXT + " FROM (SELECT " + number
                        + "::bigint) one(n) RETURNING n, t), copy AS (INSERT INTO mirror SELECT n, t FROM row)"
                        + " SELECT txid_current()");
        TreeSet<Long> rows;
        synchronized (acknowledged) {
            acknowledged.add(number);
            rows = new TreeSet<>(acknowledged);
        }
        String time = Sql.of(server)
                .ask("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC'," + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')");
        Lsn lsn = Lsn.parse(Sql.of(server).ask("SELECT pg_current_wal_insert_lsn()"));
        Sql.of(server).run("SELECT pg_create_restore_point('" + name + "')");
        return new Mark(rows, time, lsn, xid);
    }

    /** The numbers that are acknowledged so far. */
    TreeSet<Long> acknowledged() {
        synchronized (acknowledged) {
            return new TreeSet<>(acknowledged);
        }
    }

    /** The highest number that was ever tried. */
    long attempted() {
        return last.get();
    }

    /** The numbers in a server, which are the same in both tables, with the text that belongs to each. */
    static TreeSet<Long> rows(ServerInstance server) throws SQLException {
        String wrong = Sql.of(server)
                .ask("SELECT count(*) FROM ledger FULL JOIN mirror USING (n)" + " WHERE ledger.t IS DISTINCT FROM "
                        + TEXT + " OR mirror.t IS DISTINCT FROM " + TEXT);
        if (!wrong.equals("0")) {
            throw new AssertionError(wrong + " rows are not as they were written");
        }
        return Sql.of(server).numbers("SELECT n FROM ledger");
    }

    /** When the slot that the daemon streams from has been told that everything so far is durable. */
    void awaitDurable() throws SQLException {
        // A restore point is not flushed by itself; the commit of a message is, and all before it.
        Sql.of(server).run("SELECT pg_logical_emit_message(true, 'ledger', 'all before')");
        String position = Sql.of(server).ask("SELECT pg_current_wal_flush_lsn()");
        Eventually.is(
                "WAL is durable up to " + position,
                Duration.ofMinutes(3),
                () -> Sql.of(server)
                        .ask("SELECT coalesce(bool_or(flush_lsn >= '" + position
                                + "'), false) FROM pg_stat_replication")
                        .equals("t"));
    }
}
