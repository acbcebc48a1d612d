package io.pgcairn.daemon.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says which configuration is meant. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:PGCAIRN_CONFIG:-/etc/pgcairn/pgcairn.yaml}",
            description = "The configuration file; left out, the one that the variable PGCAIRN_CONFIG names, or else"
                    + " /etc/pgcairn/pgcairn.yaml.")
    private Path config = Path.of("");

    Path file() {
        return config;
    }
}
