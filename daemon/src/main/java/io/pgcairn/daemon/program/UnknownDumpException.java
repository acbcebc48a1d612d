package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.DumpRecord;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.stream.Collectors;

/** There is no good dump of a label, or no such database in it. */
final class UnknownDumpException extends CairnException {
    private static final long serialVersionUID = 1L;

    private UnknownDumpException(Fault fault, String message, String hint) {
        super(fault, message, hint, null);
    }

    static UnknownDumpException none(BackupId dump, String cluster) {
        return new UnknownDumpException(
                Fault.DUMP_UNKNOWN,
                "cluster " + cluster + " has no good dump " + dump,
                "pgcairn list shows the dumps; one without dump.json is running or has failed");
    }

    static UnknownDumpException database(DumpRecord dump, String database) {
        return new UnknownDumpException(
                Fault.DUMP_UNKNOWN, "dump " + dump.id() + " has no database " + database, "it has " + names(dump));
    }

    static UnknownDumpException unnamed(DumpRecord dump) {
        return new UnknownDumpException(
                Fault.USAGE,
                "dump " + dump.id() + " has several databases and none is named",
                "name one: " + dump.id() + "/DATABASE; it has " + names(dump));
    }

    static UnknownDumpException raw(BackupId dump) {
        return new UnknownDumpException(
                Fault.USAGE,
                "--raw is for objects, not for dump " + dump,
                "leave it out, or give the object's name in the store");
    }

    private static String names(DumpRecord dump) {
        return dump.databases().stream().map(DumpRecord.Database::name).collect(Collectors.joining(", "))
                + " and globals";
    }
}
