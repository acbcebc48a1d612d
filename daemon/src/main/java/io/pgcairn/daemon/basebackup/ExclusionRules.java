package io.pgcairn.daemon.basebackup;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What PostgreSQL leaves out of a base backup, by name. Paths are relative to the data directory. Whether a relation is
 * unlogged is not in its name; {@link ClusterWalk} asks for its init fork.
 */
final class ExclusionRules {
    static final String TABLESPACES = "pg_tblspc";
    static final String WAL = "pg_wal";

    private static final String CONTROL_FILE = "global/pg_control";
    private static final String TEMPORARY_PREFIX = "pgsql_tmp";
    private static final String RELATION_CACHE_PREFIX = "pg_internal.init";
    private static final Set<String> FILES = Set.of(
            "postgresql.auto.conf.tmp",
            "current_logfiles.tmp",
            "backup_label",
            "tablespace_map",
            "backup_manifest",
            "postmaster.pid",
            "postmaster.opts",
            ".DS_Store");

    /** PostgreSQL keeps these; but a restore makes its own, and a running primary only has one by a hand's mistake. */
    private static final Set<String> SIGNALS = Set.of("recovery.signal", "standby.signal", "promote");

    private static final Set<String> EMPTIED_DIRECTORIES = Set.of(
            "pg_stat_tmp", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_subtrans");

    /** Directories that hold a database's relations, or the shared ones. */
    private static final Pattern RELATIONS =
            Pattern.compile("global|base/[0-9]+|" + TABLESPACES + "/[0-9]+/PG_[0-9]+_[0-9]+/[0-9]+");

    private static final Pattern TABLESPACE = Pattern.compile(TABLESPACES + "/[0-9]+");

    private final String statsDirectory;

    /** @param statsDirectory PostgreSQL 14's stats_temp_directory, relative; empty for none in the data directory */
    ExclusionRules(String statsDirectory) {
        this.statsDirectory = statsDirectory;
    }

    /** Whether this is left out, file or directory, without asking what it is. */
    boolean omits(String directory, String name, String path) {
        return name.startsWith(TEMPORARY_PREFIX)
                || name.startsWith(RELATION_CACHE_PREFIX)
                || FILES.contains(name)
                || SIGNALS.contains(path)
                || path.equals(CONTROL_FILE)
                || holdsRelations(directory) && RelationFile.isTemporary(name);
    }

    /** Whether this becomes an empty directory, whatever it holds, and even if it is a link. */
    boolean empties(String name, String path) {
        return EMPTIED_DIRECTORIES.contains(name) || path.equals(WAL) || path.equals(statsDirectory);
    }

    static boolean holdsRelations(String directory) {
        return RELATIONS.matcher(directory).matches();
    }

    /** Whether this is where a tablespace hangs: a link, or the tablespace itself. */
    static boolean isTablespace(String path) {
        return TABLESPACE.matcher(path).matches();
    }
}
