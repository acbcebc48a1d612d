package io.pgcairn.daemon.demo;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.postgres.Lsn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Commits numbered rows over several connections at a steady pace, until the server is gone. */
final class RowWriter {
    private static final int CONNECTIONS = 4;

    private final Stones stones;
    private final Ledger ledger;
    private final Clock clock;
    private final long nanosPerRow;
    private final AtomicLong next = new AtomicLong(1);
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean lossExpected;

    RowWriter(Stones stones, Ledger ledger, Clock clock, double rowsPerSecond) {
        this.stones = stones;
        this.ledger = ledger;
        this.clock = clock;
        this.nanosPerRow = (long) (Duration.ofSeconds(1).toNanos() / rowsPerSecond);
    }

    void start() {
        long begin = System.nanoTime();
        for (int i = 1; i <= CONNECTIONS; i++) {
            threads.add(Thread.ofVirtual().name("writer-" + i).start(() -> run(begin)));
        }
    }

    /** Why it ended, where nobody had told it to. */
    Optional<Exception> failure() {
        return lossExpected ? Optional.empty() : Optional.ofNullable(failure.get());
    }

    /** From now on a lost connection is no failure; until then the writer goes on at its pace. */
    void expectLoss() {
        lossExpected = true;
    }

    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void run(long begin) {
        try (Connection connection = stones.connect();
                PreparedStatement insert = connection.prepareStatement(Stones.INSERT);
                Statement asking = connection.createStatement()) {
            while (true) {
                long number = next.getAndIncrement();
                awaitTurn(begin + number * nanosPerRow);
                ledger.sends(number);
                write(number, insert, asking);
            }
        } catch (SQLException | CairnException e) {
            failure.compareAndSet(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitTurn(long turn) throws InterruptedException {
        long left = turn - System.nanoTime();
        if (left > 0) {
            Thread.sleep(Duration.ofNanos(left));
        }
    }

    private void write(long number, PreparedStatement insert, Statement asking) throws SQLException {
        insert.setLong(1, number);
        insert.setString(2, Stones.note(number));
        Lsn after = lsn(insert.executeQuery());
        Instant acknowledged = clock.instant(); // the driver returns when the server has committed
        ledger.acknowledges(new Commit(number, after, flushed(asking), acknowledged));
    }

    /** What is flushed by now; where the server died between two words, the commit's end is not known at all. */
    private static Lsn flushed(Statement asking) {
        try {
            return lsn(asking.executeQuery("SELECT pg_current_wal_flush_lsn()"));
        } catch (SQLException e) {
            return new Lsn(-1);
        }
    }

    private static Lsn lsn(ResultSet rows) throws SQLException {
        try (rows) {
            if (!rows.next()) {
                throw new SQLException("no row came back");
            }
            return Lsn.parse(rows.getString(1));
        }
    }
}
