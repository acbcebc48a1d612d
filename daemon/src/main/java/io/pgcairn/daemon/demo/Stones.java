package io.pgcairn.daemon.demo;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.PostgresSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The table that the demo writes, loses and gets back: numbered rows whose contents follow from their numbers. */
final class Stones {
    /** Answers with where WAL stood when the row was written, which is before its commit. */
    static final String INSERT =
            "INSERT INTO stones (number, note) VALUES (?, ?) RETURNING pg_current_wal_insert_lsn()";

    private static final int NOTE_BYTES = 100;
    private static final int FETCH_ROWS = 10_000;

    private final PostgresConnector connector;

    Stones(ServerInstance server, Clock clock) {
        // Nobody's environment or password file is asked: the server is ours, and asks for no password.
        connector = new PostgresConnector(PostgresSettings.parse(server.uri()), Map.of(), clock);
    }

    Connection connect() throws CairnException {
        return connector.sql();
    }

    void create() throws CairnException, SQLException {
        execute("CREATE TABLE stones (number bigint PRIMARY KEY, note text NOT NULL)");
    }

    /** What a row holds: text that does not compress to nothing, and differs from row to row. */
    static String note(long number) {
        byte[] bytes = new byte[NOTE_BYTES];
        new SplittableRandom(number).nextBytes(bytes);
        return "stone " + number + " " + HexFormat.of().formatHex(bytes);
    }

    /** The end of WAL as it is written this moment. */
    Lsn position() throws CairnException, SQLException {
        return Lsn.parse(ask("SELECT pg_current_wal_insert_lsn()"));
    }

    /** Up to where the daemon has told the server that WAL is stored. */
    Lsn stored() throws CairnException, SQLException {
        return Lsn.parse(ask("SELECT coalesce(max(flush_lsn), '0/0') FROM pg_stat_replication"));
    }

    int deleteUpTo(long number) throws CairnException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate("DELETE FROM stones WHERE number <= " + number);
        }
    }

    boolean isRecovering() throws CairnException, SQLException {
        return ask("SELECT pg_is_in_recovery()").startsWith("t");
    }

    RestoredRows read() throws CairnException, SQLException {
        BitSet numbers = new BitSet();
        List<Long> damaged = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false); // without it the driver would fetch all rows at once
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = statement.executeQuery("SELECT number, note FROM stones")) {
                while (rows.next()) {
                    long number = rows.getLong(1);
                    numbers.set(Math.toIntExact(number));
                    if (!note(number).equals(rows.getString(2))) {
                        damaged.add(number);
                    }
                }
            }
        }
        return new RestoredRows(numbers, damaged);
    }

    private void execute(String sql) throws CairnException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String ask(String sql) throws CairnException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new SQLException("no answer to: " + sql);
            }
            return rows.getString(1);
        }
    }
}
