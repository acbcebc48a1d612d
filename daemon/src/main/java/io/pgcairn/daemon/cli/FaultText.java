package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.Fault;

/** What each exit code means, in the words of the help. */
final class FaultText {
    private FaultText() {}

    static String of(Fault fault) {
        return switch (fault) {
            case INTERNAL -> "something unexpected; the log says more";
            case USAGE -> "the command line is wrong";
            case CONFIGURATION -> "the configuration is wrong";
            case CLUSTER_UNKNOWN -> "the configuration has no such cluster, or has several and none is named";
            case CHECK_FAILED -> "something that was tried failed";
            case TIER_UNKNOWN -> "the cluster has no such tier";
            case LISTEN_FAILED -> "the endpoint's address is taken";
            case POSTGRES_UNREACHABLE -> "PostgreSQL cannot be reached";
            case POSTGRES_AUTHENTICATION -> "PostgreSQL refuses the password or the user";
            case POSTGRES_PERMISSION -> "the PostgreSQL user lacks a right";
            case POSTGRES_WRONG_CLUSTER -> "the server is another cluster than the stored one";
            case POSTGRES_WAL_REMOVED -> "PostgreSQL no longer has the WAL that is needed";
            case POSTGRES_FAILED -> "PostgreSQL answered with an error";
            case STORE_UNAVAILABLE -> "the store cannot be reached";
            case STORE_FORBIDDEN -> "the store refuses access";
            case STORE_FULL -> "the store is full";
            case STORE_TIMEOUT -> "the store did not answer in time";
            case OBJECT_MISSING -> "there is no such object";
            case WRONG_KEY -> "no identity opens the object";
            case CORRUPT -> "an object is damaged";
            case TRUNCATED -> "an object is cut short";
            case KEY_UNUSABLE -> "a key or key file cannot be used";
            case DIRECTORY_NOT_EMPTY -> "the directory to restore to is not empty";
            case TARGET_INVALID -> "the target is no time, LSN, transaction or name";
            case TARGET_BEFORE_FIRST_BACKUP -> "the target is before the first backup";
            case TARGET_UNREACHABLE -> "the target cannot be reached with the WAL that is stored";
            case NO_BACKUP -> "there is no backup";
            case WAL_GAP -> "WAL is missing on the way to the target";
            case BACKUP_FAILED -> "the backup failed";
            case BACKUP_BUSY -> "a backup is running already";
            case BACKUP_UNKNOWN -> "there is no backup of that name";
            case BACKUP_NEEDED ->
                "it is the only backup, held, read by a restore, or has no commit mark; --force deletes it";
            case REPAIR_INCOMPLETE -> "an object could not be mended from another tier";
            case BACKUP_NAME_TAKEN -> "another good backup has the name";
            case RETENTION_REFUSED -> "of a tier nothing may be pruned: no good backup, or a clock makes no sense";
            case DAEMON_UNREACHABLE -> "the daemon does not answer";
            case ACCESS_REFUSED -> "the daemon does not let this user in";
            case DUMP_FAILED -> "the logical dump failed";
            case DUMP_BUSY -> "a logical dump is running already";
            case DUMP_UNKNOWN -> "there is no such dump, or no such database in it";
            case DRILL_FAILED -> "the restore drill failed: what it tried to restore is not proven";
            case DRILL_BUSY -> "a restore drill is running already";
            case DRILL_UNKNOWN -> "there is no such restore drill";
            case DUMP_PROGRAM -> "pg_dump is missing or too old for the server";
        };
    }
}
