package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pgcairn daemon}. */
@Command(
        name = "daemon",
        description = "Runs in the foreground: streams WAL, takes base backups, serves restores.",
        footer = {
            "",
            "GET /healthz on the configured address answers 200 once it serves. SIGTERM stops it within seconds.",
            "",
            "Example:",
            "  pgcairn daemon --config /etc/pgcairn/pgcairn.yaml"
        })
public final class DaemonVerb implements Verb {
    private final DaemonRunner runner;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration file.")
    private Path config = Path.of("");

    public DaemonVerb(DaemonRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws CairnException, InterruptedException {
        runner.run(config);
        return DONE;
    }

    @Override
    public List<Fault> faults() {
        return List.of(Fault.CONFIGURATION, Fault.KEY_UNUSABLE);
    }
}
