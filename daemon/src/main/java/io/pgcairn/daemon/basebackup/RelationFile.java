package io.pgcairn.daemon.basebackup;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a relation's file says: {@code 16384}, {@code 16384_fsm}, {@code 16384.1}.
 *
 * @param number the relation's file number
 * @param fork {@code fsm}, {@code vm}, {@code init}, or empty for the main fork
 * @param segment which of the fork's files it is, from 0
 */
record RelationFile(String number, String fork, long segment) {
    private static final Pattern PERMANENT =
            Pattern.compile("([0-9]{1,10})(?:_(fsm|vm|init))?(?:\\.([1-9][0-9]{0,9}))?");
    private static final Pattern TEMPORARY = Pattern.compile("t[0-9]+_[0-9]+(?:_(?:fsm|vm|init))?(?:\\.[0-9]+)?");
    private static final String INIT_FORK = "init";

    /** Reads a name; empty if it is not that of a relation's file, or that of a temporary one. */
    static Optional<RelationFile> parse(String name) {
        Matcher matcher = PERMANENT.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String fork = matcher.group(2);
        String segment = matcher.group(3);
        return Optional.of(new RelationFile(
                matcher.group(1), fork == null ? "" : fork, segment == null ? 0 : Long.parseLong(segment)));
    }

    /** Whether the file belongs to a temporary relation. */
    static boolean isTemporary(String name) {
        return TEMPORARY.matcher(name).matches();
    }

    boolean isInitFork() {
        return fork.equals(INIT_FORK);
    }

    /** The file whose presence tells that the relation is unlogged. */
    String initForkName() {
        return number + "_" + INIT_FORK;
    }
}
