package io.pgcairn.daemon.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names one tier of the cluster. */
final class TierOption {
    @Option(
            names = "--tier",
            paramLabel = "NAME",
            description =
                    "Only this tier. Without it, list, delete, prune and repair mean all tiers; others the first one,"
                            + " and read from the next what it does not give.")
    private Optional<String> tier = Optional.empty();

    Optional<String> tier() {
        return tier;
    }
}
