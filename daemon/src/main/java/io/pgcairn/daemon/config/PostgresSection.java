package io.pgcairn.daemon.config;

import java.nio.file.Path;

/** The section {@code postgres} of a cluster. */
final class PostgresSection {
    private static final Key<ConnectionUri> URI = Key.required(
            "uri",
            Types.connectionUri(),
            "postgresql://postgres@127.0.0.1:5432/postgres",
            "How to reach the server, as libpq writes it; several hosts may be given. Keep the password in a passfile."
                    + " Without a host, as in `postgresql:///postgres`, it is the Unix socket in /var/run/postgresql or"
                    + " /tmp, and without a user the one that runs the daemon; `?host=/run/pg&port=5433` names another"
                    + " directory and port.");
    private static final Key<String> SLOT = Key.optional(
            "slot",
            Types.matching(PostgresConfig.SLOT_PATTERN, "1 to 63 of a-z, 0-9 and _"),
            "pgcairn_ and the cluster's name, - written as _",
            "The physical replication slot that keeps WAL until it is stored.");
    private static final Key<Path> PASSFILE = Key.optional(
            "passfile", Types.path(), "libpq's default", "A libpq password file: host:port:database:user:password.");

    static final Section DECLARATION = Section.one("postgres", "The server.", URI, SLOT, PASSFILE);

    private PostgresSection() {}

    static PostgresConfig read(SectionReader reader, String cluster, Path base) {
        return new PostgresConfig(
                reader.get(URI),
                reader.find(SLOT).orElseGet(() -> defaultSlot(reader, cluster)),
                reader.find(PASSFILE).map(base::resolve));
    }

    private static String defaultSlot(SectionReader reader, String cluster) {
        String slot = PostgresConfig.defaultSlot(cluster);
        if (slot.matches(PostgresConfig.SLOT_PATTERN)) {
            return slot;
        }
        if (cluster.matches(ClusterConfig.NAME_PATTERN)) {
            reader.problem(SLOT.name(), "is missing, and '" + slot + "' is too long for a slot; name one");
        }
        return PostgresConfig.defaultSlot("");
    }
}
