package io.pgcairn.daemon.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every verb and the root understand. */
@Command(
        versionProvider = VersionText.class,
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nParameters:%n",
        commandListHeading = "%nVerbs:%n",
        exitCodeListHeading = "%nExit codes:%n",
        sortOptions = false)
final class HelpOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Shows the version.")
    private boolean version;

    @Option(
            names = {"-v", "--verbose"},
            description = "Shows where an unexpected error came from.")
    private boolean verbose;

    boolean isVerbose() {
        return verbose;
    }
}
