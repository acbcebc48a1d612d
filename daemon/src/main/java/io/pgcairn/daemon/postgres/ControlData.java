package io.pgcairn.daemon.postgres;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * What we need of {@code global/pg_control}.
 *
 * @param version of the file's format
 * @param state as PostgreSQL counts them: 1 shut down, 2 shut down in recovery, 6 in production
 * @param checkpoint the position of the last checkpoint's record
 * @param redo where recovery from it begins
 * @param intact its checksum fits; otherwise it was read while the server wrote it, or is damaged
 */
public record ControlData(
        SystemId systemId,
        int version,
        int catalogVersion,
        int state,
        Lsn checkpoint,
        Lsn redo,
        TimelineId timeline,
        boolean intact) {
    /** The state of a server that was shut down in order. */
    public static final int SHUT_DOWN = 1;

    // The checksum is the last field; where it lies differs by version. It is looked for instead of looked up, so that
    // a new major needs no new table: a wrong hit has odds of one in 2^32 for each place.
    private static final int FIRST_CHECKSUM = 200;
    private static final int LAST_CHECKSUM = 508;

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException it is too short or has values that no server writes
     */
    public static ControlData parse(byte[] file) {
        if (file.length < LAST_CHECKSUM + 4) {
            throw new IllegalArgumentException("pg_control has only " + file.length + " bytes");
        }
        ByteBuffer data = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        return new ControlData(
                new SystemId(data.getLong(0)),
                data.getInt(8),
                data.getInt(12),
                data.getInt(16),
                new Lsn(data.getLong(32)),
                new Lsn(data.getLong(40)),
                new TimelineId(Integer.toUnsignedLong(data.getInt(48))),
                isIntact(data));
    }

    private static boolean isIntact(ByteBuffer data) {
        CRC32C checksum = new CRC32C();
        checksum.update(data.array(), 0, FIRST_CHECKSUM);
        for (int at = FIRST_CHECKSUM; at <= LAST_CHECKSUM; at += 4) {
            if ((int) checksum.getValue() == data.getInt(at)) {
                return true;
            }
            checksum.update(data.array(), at, 4);
        }
        return false;
    }
}
