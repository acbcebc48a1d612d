package io.pgcairn.daemon.config;

import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What a configuration was read from.
 *
 * @param file the one that was asked for
 * @param fragments what {@code conf.d} beside it holds
 * @param root everything merged; each node knows where it was written
 * @param problems what was found wrong on the way, to be added to
 */
record Sources(Path file, Fragments fragments, Node root, Problems problems) {
    /** Where relative paths start. */
    Path base() {
        return file.toAbsolutePath().resolveSibling("");
    }

    List<String> files() {
        return fragments.files().stream().map(Path::toString).toList();
    }
}
