package io.pgcairn.daemon.service;

import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.config.Secret;
import io.pgcairn.daemon.config.TierConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a cluster's parts are made of: where this is equal, a cluster that runs need not be touched. The files that
 * are read when a cluster is opened belong to it, by what is in them: a key may be replaced under its old name. The
 * passfile does not, since it is read anew whenever a connection is made.
 *
 * @param digests of the files that are read at the opening, by their names
 */
record ClusterSource(ClusterConfig config, Configuration.Provider provider, SortedMap<String, String> digests) {
    /** A credentials file is some KiB; what is longer is none, and not read at every reload. */
    private static final long LONGEST = 1 << 20;

    static ClusterSource of(Configuration configuration, ClusterConfig cluster) {
        SortedMap<String, String> digests = new TreeMap<>();
        for (Path file : files(cluster)) {
            digests.put(file.toString(), digest(file));
        }
        return new ClusterSource(cluster, configuration.provider(), digests);
    }

    private static List<Path> files(ClusterConfig cluster) {
        List<Path> files = new ArrayList<>(cluster.encryption().identities());
        cluster.encryption().recipientsFile().ifPresent(files::add);
        for (TierConfig tier : cluster.tiers()) {
            // Only its backend knows which option is a file's name; what looks like one and is one counts. Tokens do
            // not: they change every hour, and are read anew by who uses them.
            tier.options().entrySet().stream()
                    .filter(option -> !option.getKey().contains("token"))
                    .map(Map.Entry::getValue)
                    .map(Secret::reveal)
                    .filter(value -> value.startsWith("/") && value.indexOf('\0') < 0)
                    .map(Path::of)
                    .forEach(files::add);
        }
        return files;
    }

    private static String digest(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
                return "";
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (IOException e) {
            // Whether it is needed is found out, and told, by who opens the cluster.
            return "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
