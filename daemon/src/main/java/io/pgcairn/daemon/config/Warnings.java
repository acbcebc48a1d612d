package io.pgcairn.daemon.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/** What is allowed, and yet an operator should hear of it. */
final class Warnings {
    private Warnings() {}

    static List<String> of(Path file, List<ClusterConfig> clusters) {
        List<String> warnings = new ArrayList<>();
        for (ClusterConfig cluster : clusters) {
            if (!cluster.encryption().enabled()) {
                warnings.add("cluster " + cluster.name() + ": encryption is OFF, everything is stored in plain bytes");
            }
            boolean hasSecret = cluster.postgres().uri().hasPassword()
                    || cluster.tiers().stream().anyMatch(tier -> !tier.options().isEmpty());
            if (hasSecret && isWorldReadable(file)) {
                warnings.add("cluster " + cluster.name() + ": " + file + " may hold a password and every user can read"
                        + " it; chmod 640 it, or move the password into a passfile");
            }
        }
        return warnings;
    }

    private static boolean isWorldReadable(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            // Where permissions cannot be asked there is nothing to warn of.
            return false;
        }
    }
}
