package io.pgcairn.daemon.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The command that restores a cluster, for a shell. */
record RestoreCommand(String config, String cluster) {
    /** Stands for the directory, which the operator chooses. */
    static final String DIRECTORY = "DIR";

    /** A line that ends where one reads a pause is easier on the eye than one that a screen breaks. */
    private static final String CONTINUED = " \\\n    ";

    /** The command that takes a base backup, with the same choice. */
    String backup() {
        return "pgcairn backup " + selection();
    }

    String latest() {
        return line(List.of("--target", "latest"));
    }

    String to(RestoreAnswer.Possible answer) {
        List<String> options = new ArrayList<>();
        answer.tier().ifPresent(tier -> options.addAll(List.of("--tier", quoted(tier))));
        if (answer.backup().isPresent()) {
            options.addAll(List.of("--backup", quoted(answer.backup().get()), "--target", "immediate"));
        } else {
            options.addAll(List.of("--target-time", time(answer.moment())));
        }
        return line(options);
    }

    private static String time(Instant moment) {
        return "'" + moment + "'";
    }

    private String line(List<String> options) {
        return "pgcairn restore " + selection() + CONTINUED + "--to " + DIRECTORY + " " + String.join(" ", options);
    }

    private String selection() {
        return "--config " + quoted(config) + " --cluster " + quoted(cluster);
    }

    /** As a shell takes it for one word. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@%+=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
