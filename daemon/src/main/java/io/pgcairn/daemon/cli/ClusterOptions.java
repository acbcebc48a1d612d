package io.pgcairn.daemon.cli;

import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which cluster of which configuration is meant. */
final class ClusterOptions {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            description = "The cluster; may be left out when the configuration has only one.")
    private Optional<String> cluster = Optional.empty();

    ClusterSelection selection() {
        return new ClusterSelection(config.file(), cluster);
    }
}
