package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.postgres.Lsn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say where recovery stops; exactly one of the first five. */
final class TargetOptions {
    private static final long MOST_XID = 0xFFFF_FFFFL;
    private static final int FIRST_NORMAL_XID = 3;
    private static final int MOST_NAME_BYTES = 63;
    private static final String CHOICES =
            "give one of --target latest, --target immediate, --target-time, --target-lsn, --target-xid, --target-name";

    @Option(
            names = "--target",
            paramLabel = "latest|immediate",
            description = "The end of all stored WAL, or the first moment the backup is consistent.")
    private Optional<String> target = Optional.empty();

    @Option(
            names = "--target-time",
            paramLabel = "TIME",
            description =
                    "A moment: 2026-11-21T07:00:00Z, '2026-11-21 07:00:00+00', or a span back: 30m, 6h, 2.5d, 1w.")
    private Optional<String> time = Optional.empty();

    @Option(names = "--target-lsn", paramLabel = "LSN", description = "A position in the WAL: 16/B374D848.")
    private Optional<String> lsn = Optional.empty();

    @Option(names = "--target-xid", paramLabel = "XID", description = "The commit of a transaction.")
    private Optional<String> xid = Optional.empty();

    @Option(names = "--target-name", paramLabel = "NAME", description = "A restore point (pg_create_restore_point).")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--target-timeline",
            paramLabel = "latest|current|N",
            description = "The timeline to recover along.")
    private Optional<String> timeline = Optional.empty();

    @Option(
            names = "--target-action",
            paramLabel = "promote|pause|shutdown",
            defaultValue = "promote",
            description = "What the server does at the target (${DEFAULT-VALUE}).")
    private String action = "promote";

    @Option(names = "--target-inclusive", description = "Replays the target itself; this is the default.")
    private boolean inclusive;

    @Option(names = "--target-exclusive", description = "Stops just before the target.")
    private boolean exclusive;

    /** Where to stop. A time is echoed in UTC through {@code moments}' answer. */
    TargetSpec target(MomentParser moments) throws UnusableArgumentException {
        List<TargetSpec> given = new ArrayList<>();
        if (target.isPresent()) {
            given.add(named(target.get()));
        }
        if (time.isPresent()) {
            given.add(new TargetSpec.AtTime(moments.parse(time.get())));
        }
        if (lsn.isPresent()) {
            given.add(atLsn(lsn.get()));
        }
        if (xid.isPresent()) {
            given.add(atXid(xid.get()));
        }
        if (name.isPresent()) {
            given.add(atName(name.get()));
        }
        if (given.size() != 1) {
            String said = given.isEmpty() ? "no target is given" : "more than one target is given";
            throw UnusableArgumentException.usage(said, CHOICES);
        }
        return given.getFirst();
    }

    /** The time as typed, if the target is one. */
    Optional<String> time() {
        return time;
    }

    Optional<String> timeline() throws UnusableArgumentException {
        if (timeline.isPresent() && !timeline.get().matches("latest|current|[1-9]\\d{0,9}")) {
            throw UnusableArgumentException.target(
                    "'" + timeline.get() + "' is no timeline", "give latest, current or a number such as 2");
        }
        return timeline;
    }

    RestoreRequest.Action action() throws UnusableArgumentException {
        return switch (action) {
            case "promote" -> RestoreRequest.Action.PROMOTE;
            case "pause" -> RestoreRequest.Action.PAUSE;
            case "shutdown" -> RestoreRequest.Action.SHUTDOWN;
            default ->
                throw UnusableArgumentException.usage(
                        "--target-action " + action + " is not known", "give promote, pause or shutdown");
        };
    }

    boolean inclusive() throws UnusableArgumentException {
        if (inclusive && exclusive) {
            throw UnusableArgumentException.usage(
                    "--target-inclusive and --target-exclusive exclude each other", "give one of them");
        }
        if ((inclusive || exclusive) && time.isEmpty() && lsn.isEmpty() && xid.isEmpty()) {
            throw UnusableArgumentException.usage(
                    "--target-inclusive and --target-exclusive need a time, an LSN or a transaction",
                    "leave them out, or stop with --target-time, --target-lsn or --target-xid");
        }
        return !exclusive;
    }

    private static TargetSpec named(String text) throws UnusableArgumentException {
        return switch (text) {
            case "latest" -> new TargetSpec.Latest();
            case "immediate" -> new TargetSpec.Immediate();
            default ->
                throw UnusableArgumentException.target(
                        "'" + text + "' is no target", "give latest or immediate; a moment goes to --target-time");
        };
    }

    private static TargetSpec atLsn(String text) throws UnusableArgumentException {
        try {
            return new TargetSpec.AtLsn(Lsn.parse(text));
        } catch (IllegalArgumentException e) {
            throw UnusableArgumentException.target("'" + text + "' is no LSN", "write it as 16/B374D848");
        }
    }

    private static TargetSpec atXid(String text) throws UnusableArgumentException {
        if (text.matches("\\d{1,10}")) {
            long number = Long.parseLong(text);
            if (number >= FIRST_NORMAL_XID && number <= MOST_XID) {
                return new TargetSpec.AtXid(number);
            }
        }
        throw UnusableArgumentException.target(
                "'" + text + "' is no transaction", "give a number from " + FIRST_NORMAL_XID + " to " + MOST_XID);
    }

    private static TargetSpec atName(String text) throws UnusableArgumentException {
        int bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        if (text.isBlank() || bytes > MOST_NAME_BYTES || text.chars().anyMatch(Character::isISOControl)) {
            throw UnusableArgumentException.target(
                    "the name of a restore point has 1 to " + MOST_NAME_BYTES + " bytes and no control characters",
                    "give the name that pg_create_restore_point was called with");
        }
        return new TargetSpec.AtName(text);
    }
}
