package io.pgcairn.daemon.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which cluster of which configuration a verb is about.
 *
 * @param config the configuration file
 * @param cluster the cluster's name; empty when the configuration has only one
 */
public record ClusterSelection(Path config, Optional<String> cluster) {}
