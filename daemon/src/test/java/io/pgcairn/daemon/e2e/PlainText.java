package io.pgcairn.daemon.e2e;

import io.pgcairn.daemon.instance.ServerInstance;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Bytes in a table that nothing can compress, so that they are seen in WAL and in files even through zstd. Only a seal
 * hides them.
 *
 * @param words some of them, of eight bytes each
 */
record PlainText(Set<Long> words) {
    private static final int LENGTH = 512 << 10;
    private static final int BETWEEN = 61;
    private static final long SEED = 51;

    /** Writes them to a table of the server. */
    static PlainText write(ServerInstance server) throws SQLException {
        byte[] bytes = new byte[LENGTH];
        new Random(SEED).nextBytes(bytes);
        Sql.of(server).run("CREATE TABLE plain (b bytea NOT NULL)", "ALTER TABLE plain ALTER b SET STORAGE EXTERNAL");
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                PreparedStatement insert = connection.prepareStatement("INSERT INTO plain VALUES (?)")) {
            insert.setBytes(1, bytes);
            insert.execute();
        }
        Set<Long> words = new HashSet<>();
        for (int at = 0; at + Long.BYTES <= LENGTH; at += BETWEEN) {
            words.add(ByteBuffer.wrap(bytes).getLong(at));
        }
        return new PlainText(words);
    }

    boolean isVisibleIn(byte[] bytes) {
        long word = 0;
        for (int i = 0; i < bytes.length; i++) {
            word = word << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
            if (i >= Long.BYTES - 1 && words.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
