package io.pgcairn.daemon.basebackup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Commits rows into a table one after the other, and counts them. */
final class RowWriter implements AutoCloseable {
    private final String url;
    private final CountDownLatch enough = new CountDownLatch(100);
    private final FutureTask<Long> work = new FutureTask<>(this::write);
    private volatile boolean isStopped;

    private RowWriter(String url) {
        this.url = url;
    }

    static RowWriter start(String url) {
        RowWriter writer = new RowWriter(url);
        Thread.ofVirtual().start(writer.work);
        return writer;
    }

    private long write() throws SQLException {
        long committed = 0;
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            while (!isStopped) {
                statement.execute("INSERT INTO rows (filler) VALUES (repeat('x', 500))");
                committed++;
                enough.countDown();
            }
        }
        return committed;
    }

    /** Waits until the first hundred are committed. */
    void awaitFirstRows() throws InterruptedException {
        if (!enough.await(3, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the writer does not get on");
        }
    }

    /** Ends the writer; how many rows it committed. */
    long stop() throws ExecutionException, InterruptedException {
        isStopped = true;
        return work.get();
    }

    @Override
    public void close() {
        isStopped = true;
    }
}
