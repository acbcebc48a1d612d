package io.pgcairn.daemon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A whole configuration file, checked.
 *
 * @param file where it came from
 * @param http where the endpoint listens
 * @param log how the log is written
 * @param provider which code runs the payload cipher
 * @param clusters every cluster, in the file's order; at least one
 * @param warnings what an operator should hear although it is allowed, one sentence each
 */
public record Configuration(
        Path file,
        HttpConfig http,
        LogConfig log,
        Provider provider,
        List<ClusterConfig> clusters,
        List<String> warnings) {

    /** Which code runs the payload cipher; all give the same bytes. */
    public enum Provider {
        AUTO,
        CONSCRYPT,
        JDK,
        BOUNCYCASTLE
    }

    public Configuration {
        clusters = List.copyOf(clusters);
        warnings = List.copyOf(warnings);
        if (clusters.isEmpty()) {
            throw new IllegalArgumentException("a configuration has a cluster");
        }
    }

    /** The same, with another endpoint. */
    public Configuration with(HttpConfig other) {
        return new Configuration(file, other, log, provider, clusters, warnings);
    }

    /** The cluster of this name. */
    public Optional<ClusterConfig> cluster(String name) {
        return clusters.stream().filter(cluster -> cluster.name().equals(name)).findFirst();
    }
}
