package io.pgcairn.daemon.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which cluster of which configuration is meant. */
final class ClusterOptions {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration file.")
    private Path config = Path.of("");

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            description = "The cluster; may be left out when the configuration has only one.")
    private Optional<String> cluster = Optional.empty();

    ClusterSelection selection() {
        return new ClusterSelection(config, cluster);
    }
}
