package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pgcairn daemon}. */
@Command(
        name = "daemon",
        description = "Runs in the foreground: streams WAL, takes base backups, serves restores.",
        footer = {
            "",
            "GET /healthz on the configured address answers 200 once it serves. SIGTERM stops it within seconds;",
            "SIGHUP makes it read its configuration anew. docs/systemd.md tells how systemd runs it.",
            "",
            "Example:",
            "  pgcairn daemon --config /etc/pgcairn/pgcairn.yaml"
        })
public final class DaemonVerb implements Verb {
    private final DaemonRunner runner;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    public DaemonVerb(DaemonRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws CairnException, InterruptedException {
        runner.run(config.file());
        return DONE;
    }

    @Override
    public List<Fault> faults() {
        return List.of(Fault.CONFIGURATION, Fault.LISTEN_FAILED, Fault.KEY_UNUSABLE);
    }
}
