package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.DumpRecord;
import java.util.List;
import java.util.Optional;

/**
 * What {@code pgcairn open} takes for a part of a dump: {@code LABEL}, {@code LABEL/DATABASE} or {@code LABEL/globals}.
 *
 * @param part a database's name, {@code globals}, or {@code database/NUMBER} as in the object's name; empty if the dump
 *     has only one database
 */
record DumpName(BackupId dump, Optional<String> part) {
    /** The roles and tablespaces; a database of this name has its number as another name. */
    private static final String GLOBALS = "globals";

    private static final String BY_NUMBER = "database/";

    /** Empty if it is no dump's name. No object's name begins as a label does. */
    static Optional<DumpName> parse(String text) {
        int slash = text.indexOf('/');
        try {
            BackupId dump = new BackupId(slash < 0 ? text : text.substring(0, slash));
            return Optional.of(
                    new DumpName(dump, slash < 0 ? Optional.empty() : Optional.of(text.substring(slash + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isGlobals() {
        return part.filter(GLOBALS::equals).isPresent();
    }

    DumpRecord.Database in(DumpRecord found) throws UnknownDumpException {
        List<DumpRecord.Database> databases = found.databases();
        if (part.isEmpty()) {
            if (databases.size() == 1) {
                return databases.getFirst();
            }
            throw UnknownDumpException.unnamed(found);
        }
        String wanted = part.get();
        return databases.stream()
                .filter(each -> each.name().equals(wanted) || isNumbered(wanted, each.number()))
                .findFirst()
                .orElseThrow(() -> UnknownDumpException.database(found, wanted));
    }

    private static boolean isNumbered(String wanted, int number) {
        return wanted.startsWith(BY_NUMBER)
                && wanted.substring(BY_NUMBER.length()).matches("0{0,3}" + number);
    }
}
