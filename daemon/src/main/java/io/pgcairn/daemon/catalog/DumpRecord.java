package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.pipeline.PushedObject;
import io.pgcairn.daemon.postgres.SystemId;
import java.time.Instant;
import java.util.List;

/**
 * What {@code dump.json} says of a good logical dump: the commit mark, immutable, without secrets.
 *
 * @param id its label
 * @param systemId of the cluster it was taken of
 * @param serverVersion as {@code server_version_num}: 180006
 * @param startTime when it began, {@code stopTime} when its last part was stored, by the daemon's clock
 * @param program what {@code pg_dump} says of its version
 * @param format of the databases
 * @param hasRolePasswords whether the globals hold the roles' passwords
 * @param globals roles and tablespaces
 * @param databases by number
 * @param dropped names of databases that vanished before they were dumped
 */
public record DumpRecord(
        BackupId id,
        SystemId systemId,
        int serverVersion,
        Instant startTime,
        Instant stopTime,
        String program,
        DumpFormat format,
        boolean hasRolePasswords,
        Part globals,
        List<Database> databases,
        List<String> dropped) {
    /**
     * One object of the dump.
     *
     * @param plainBytes what the program printed
     * @param storedBytes its length in the store
     * @param headerDigest SHA-256 of its age header, which binds it to this dump; empty if it is not sealed
     */
    public record Part(long plainBytes, long storedBytes, String headerDigest) {
        /** The part that was just stored. */
        public static Part of(PushedObject object) {
            return new Part(object.plainBytes(), object.storedBytes(), object.headerDigest());
        }
    }

    /**
     * One database.
     *
     * @param number from 0, as in the object's name
     * @param name in the server; any text
     */
    public record Database(int number, String name, Part part) {}

    public DumpRecord {
        databases = List.copyOf(databases);
        dropped = List.copyOf(dropped);
    }

    /** What all parts held before they were compressed. */
    public long plainBytes() {
        return globals.plainBytes()
                + databases.stream().mapToLong(each -> each.part().plainBytes()).sum();
    }

    /** What all parts take in the store. */
    public long storedBytes() {
        return globals.storedBytes()
                + databases.stream()
                        .mapToLong(each -> each.part().storedBytes())
                        .sum();
    }
}
