package io.pgcairn.daemon.setup;

import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.fault.CairnException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Slots of a configuration that is replaced: those that the new one does not name keep WAL for nobody, until the
 * server's disk is full.
 *
 * @param before the clusters that were configured
 * @param isKnown whether the old configuration could be read
 */
record Forgotten(List<ClusterConfig> before, boolean isKnown) {
    Forgotten {
        before = List.copyOf(before);
    }

    /** What a file names before it is replaced; nothing if it is not there. */
    static Forgotten replacing(Path file, Clusters clusters) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Forgotten(List.of(), true);
        }
        try {
            return new Forgotten(clusters.load(file).clusters(), true);
        } catch (CairnException e) {
            // A file that cannot be used is a reason to write another, and may have had a slot all the same.
            return new Forgotten(List.of(), false);
        }
    }

    /** What to tell, with the statement that drops each; empty if nothing is forgotten. */
    List<String> lines(ClusterConfig now) {
        List<String> lines = new ArrayList<>();
        if (!isKnown) {
            lines.add("WARNING  the configuration that is replaced cannot be read; a slot of it would keep WAL for"
                    + " nobody");
            lines.add("         look for it: SELECT slot_name FROM pg_replication_slots WHERE NOT active;");
        }
        before.stream().filter(old -> !isSame(old, now)).forEach(old -> {
            String slot = old.postgres().slot();
            String unless = slot.equals(now.postgres().slot())
                    ? " (unless this is the same server as " + now.postgres().uri() + ")"
                    : "";
            lines.add("WARNING  the slot " + slot + " of the replaced cluster " + old.name() + " at "
                    + old.postgres().uri() + " keeps WAL for nobody" + unless);
            lines.add("         drop it there: SELECT pg_drop_replication_slot('" + slot + "');");
        });
        return lines;
    }

    private static boolean isSame(ClusterConfig old, ClusterConfig now) {
        return old.postgres().uri().equals(now.postgres().uri())
                && old.postgres().slot().equals(now.postgres().slot());
    }
}
