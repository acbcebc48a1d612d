package io.pgcairn.daemon.config;

import java.nio.file.Path;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a configuration file strictly: what is not known is refused, and all problems are told at once. */
public final class ConfigurationLoader {
    /**
     * Reads and checks a file.
     *
     * @throws ConfigurationException it cannot be read, or has problems; the message lists all of them with their lines
     */
    public Configuration load(Path file) throws ConfigurationException {
        Node root = YamlDocument.read(file);
        Problems problems = new Problems(file.toString());
        SectionReader reader = SectionReader.root(RootSection.DECLARATION, root, problems);
        return RootSection.read(reader, file, problems);
    }
}
