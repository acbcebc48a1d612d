package io.pgcairn.daemon.bench;

import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.postgres.Lsn;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * WAL as a working database writes it, in rounds of five kinds: bank transfers as pgbench does them, one commit each;
 * orders with text and JSON under three indexes; updates spread over the tables, which log whole pages after each
 * checkpoint; deletes with a vacuum; and an index built anew. The seed is fixed, so that two runs differ little.
 */
final class WalWorkload implements AutoCloseable {
    private static final int ACCOUNTS = 400_000;
    private static final int TRANSFERS = 4_000;
    private static final int ORDERS = 12_000;

    private final Connection connection;
    private final Statement sql;
    private int round;

    WalWorkload(ServerInstance server) throws SQLException {
        this.connection = DriverManager.getConnection(server.jdbcUrl());
        this.sql = connection.createStatement();
    }

    /** Makes the tables. */
    void load() throws SQLException {
        sql.execute("SELECT setseed(0.42)");
        sql.execute("CREATE TABLE branches (bid int PRIMARY KEY, bbalance int, filler char(88))");
        sql.execute("CREATE TABLE accounts (aid int PRIMARY KEY, bid int, abalance int, filler char(84))");
        sql.execute("CREATE TABLE history (bid int, aid int, delta int, mtime timestamptz, filler char(22))");
        sql.execute("CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer int NOT NULL,"
                + " placed timestamptz NOT NULL, total numeric(10, 2), note text, detail jsonb)");
        sql.execute("CREATE INDEX orders_customer ON orders (customer)");
        sql.execute("CREATE INDEX orders_placed ON orders (placed)");
        sql.execute("INSERT INTO branches SELECT b, 0, '' FROM generate_series(1, 20) b");
        sql.execute("INSERT INTO accounts SELECT a, a % 20 + 1, 0, '' FROM generate_series(1, " + ACCOUNTS + ") a");
        sql.execute("VACUUM ANALYZE");
    }

    /** Writes until this much WAL more is written, and ends the segment; returns where the next one begins. */
    Lsn write(long bytes) throws SQLException {
        long end = position().value() + bytes;
        while (Long.compareUnsigned(position().value(), end) < 0) {
            round();
        }
        return endOfSegment();
    }

    /** One round of the mix, some 20 to 40 MB of WAL. */
    void round() throws SQLException {
        round++;
        transfers();
        orders();
        sql.execute("UPDATE accounts SET abalance = abalance + 1 WHERE aid % 97 = " + round % 97);
        sql.execute("UPDATE orders SET total = total + 1, note = note || ' (changed)' WHERE id % 53 = " + round % 53);
        sql.execute("DELETE FROM orders WHERE id % 41 = " + round % 41);
        if (round % 4 == 0) {
            sql.execute("VACUUM orders");
            checkpoint();
        }
        if (round % 8 == 0) {
            sql.execute("REINDEX INDEX orders_customer");
        }
    }

    private void transfers() throws SQLException {
        sql.execute("""
                DO $$
                DECLARE a int; d int;
                BEGIN
                  FOR i IN 1..%d LOOP
                    a := 1 + floor(random() * %d);
                    d := floor(random() * 10000) - 5000;
                    UPDATE accounts SET abalance = abalance + d WHERE aid = a;
                    UPDATE branches SET bbalance = bbalance + d WHERE bid = a %% 20 + 1;
                    INSERT INTO history VALUES (a %% 20 + 1, a, d, clock_timestamp(), '');
                    COMMIT;
                  END LOOP;
                END $$""".formatted(TRANSFERS, ACCOUNTS));
    }

    private void orders() throws SQLException {
        sql.execute("""
                INSERT INTO orders (customer, placed, total, note, detail)
                SELECT floor(random() * 50000), clock_timestamp() - random() * interval '90 days', random() * 1000,
                  'Order ' || g || ' to be sent to street ' || floor(random() * 900) || ', ref ' || md5(random()::text),
                  jsonb_build_object('sku', md5((g %% 5000)::text), 'quantity', g %% 9 + 1, 'gift', random() < 0.1,
                    'address', jsonb_build_object('zip', floor(random() * 99999), 'city', 'City ' || g %% 300))
                FROM generate_series(1, %d) g""".formatted(ORDERS));
    }

    void checkpoint() throws SQLException {
        sql.execute("CHECKPOINT");
    }

    /** Where the server writes now. */
    Lsn position() throws SQLException {
        return lsn("SELECT pg_current_wal_lsn()");
    }

    /** Fills the rest of the segment; returns where the next one begins. */
    Lsn endOfSegment() throws SQLException {
        sql.execute("SELECT pg_switch_wal()");
        return lsn("SELECT '0/0'::pg_lsn + ceil((pg_current_wal_lsn() - '0/0') / size) * size"
                + " FROM (SELECT setting::numeric AS size FROM pg_settings WHERE name = 'wal_segment_size') s");
    }

    private Lsn lsn(String query) throws SQLException {
        try (ResultSet row = sql.executeQuery(query)) {
            row.next();
            return Lsn.parse(row.getString(1));
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
