package io.pgcairn.daemon.cli;

import picocli.CommandLine.Command;

/** The root of the command line; the work is in its verbs. */
@Command(
        name = "pgcairn",
        synopsisSubcommandLabel = "VERB",
        description = "Backs up PostgreSQL: streamed WAL, base backups, proven restores, open formats.",
        footer = {
            "",
            "Examples:",
            "  pgcairn demo",
            "  pgcairn daemon --config /etc/pgcairn/pgcairn.yaml",
            "  pgcairn restore --config /etc/pgcairn/pgcairn.yaml --to /srv/restored --target-time 30m",
            "",
            "'pgcairn VERB --help' explains a verb, its options and its exit codes."
        })
final class PgcairnCommand {}
