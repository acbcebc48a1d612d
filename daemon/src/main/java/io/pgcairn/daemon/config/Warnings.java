package io.pgcairn.daemon.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is allowed, and yet an operator should hear of it. */
final class Warnings {
    private static final Pattern SECRET = Pattern.compile("secret|password|passphrase|token|key");

    private Warnings() {}

    static List<String> of(Path file, List<ClusterConfig> clusters) {
        List<String> warnings = new ArrayList<>();
        for (ClusterConfig cluster : clusters) {
            if (!cluster.encryption().enabled()) {
                warnings.add("cluster " + cluster.name() + ": encryption is OFF, everything is stored in plain bytes");
            }
            readable(file, cluster).forEach(warning -> warnings.add("cluster " + cluster.name() + ": " + warning));
        }
        return warnings;
    }

    /** What every user can read and perhaps should not. */
    private static List<String> readable(Path file, ClusterConfig cluster) {
        List<String> warnings = new ArrayList<>();
        if (!isWorldReadable(file)) {
            return warnings;
        }
        if (cluster.postgres().uri().hasPassword()) {
            warnings.add(file + " may hold a password and every user can read it; chmod 640 it, or move the password"
                    + " into a passfile");
        }
        if (cluster.tiers().stream()
                .flatMap(tier -> tier.options().keySet().stream())
                .anyMatch(Warnings::isSecret)) {
            warnings.add(file + " may hold a secret among the options of its stores and every user can read it;"
                    + " chmod 640 it");
        }
        return warnings;
    }

    /** Which options are secrets only the backend knows. Ours take them from files; others' may be named like one. */
    private static boolean isSecret(String option) {
        return SECRET.matcher(option).find() && !option.endsWith("_file") && !option.equals("kms_key");
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
