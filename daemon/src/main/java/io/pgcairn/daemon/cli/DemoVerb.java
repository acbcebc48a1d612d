package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pgcairn demo}. */
@Command(
        name = "demo",
        description = "Starts a PostgreSQL and a daemon, destroys the database, restores it twice and compares rows.",
        footer = {
            "",
            "Needs no configuration and touches nothing but its own temporary directory.",
            "",
            "Examples:",
            "  pgcairn demo",
            "  pgcairn demo --postgres-bin /usr/lib/postgresql/15/bin --keep /tmp/demo"
        })
public final class DemoVerb implements Verb {
    private static final int MOST_ROWS = 1_000_000;

    private final DemoRunner runner;

    @Option(
            names = "--postgres-bin",
            paramLabel = "DIR",
            description = "The programs of an installed server, instead of the one that comes along.")
    private Optional<Path> postgresBin = Optional.empty();

    @Option(names = "--keep", paramLabel = "DIR", description = "Keeps the result there.")
    private Optional<Path> keep = Optional.empty();

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Rows that are committed, at least, before the disaster (${DEFAULT-VALUE}).")
    private int rows;

    public DemoVerb(DemoRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws CairnException, InterruptedException {
        if (rows < 1 || rows > MOST_ROWS) {
            throw UnusableArgumentException.usage(
                    "--rows " + rows + " is out of range", "give a number from 1 to " + MOST_ROWS);
        }
        return runner.play(new DemoRunner.Play(postgresBin, keep, rows)) ? DONE : Fault.CHECK_FAILED.exitCode();
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                Fault.CHECK_FAILED, Fault.POSTGRES_UNREACHABLE, Fault.POSTGRES_FAILED, Fault.DIRECTORY_NOT_EMPTY);
    }
}
