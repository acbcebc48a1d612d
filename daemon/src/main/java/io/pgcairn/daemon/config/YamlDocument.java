package io.pgcairn.daemon.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a file into YAML nodes, which know their lines. Each way to fail has its own words. */
final class YamlDocument {
    private static final long MOST_BYTES = 1 << 20;

    private YamlDocument() {}

    static Node read(Path file) throws ConfigurationException {
        return readIfAny(file).orElseThrow(() -> empty(file));
    }

    /** The nodes of a text that is to become a file. */
    static Node parse(String text, Path file) throws ConfigurationException {
        return nodes(text, file).orElseThrow(() -> empty(file));
    }

    /** The nodes of a file; empty if it has nothing but comments. */
    static Optional<Node> readIfAny(Path file) throws ConfigurationException {
        return nodes(text(file), file);
    }

    private static Optional<Node> nodes(String text, Path file) throws ConfigurationException {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setAllowNonScalarKeys(true)
                .build();
        try {
            return new Compose(settings).composeString(text).filter(root -> !Mappings.isNothing(root));
        } catch (MarkedYamlEngineException e) {
            String place = e.getProblemMark()
                    .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                    .orElse("");
            throw notYaml(file + place + ": this is not YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw notYaml(file + ": this is not YAML: " + firstLine(e), e);
        }
    }

    private static String text(Path file) throws ConfigurationException {
        try {
            if (Files.isDirectory(file)) {
                throw new ConfigurationException(
                        "the configuration " + file + " is a directory", "give the path of a file with --config", null);
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new ConfigurationException(
                        "the configuration " + file + " is no regular file",
                        "put a file there, or a link to one",
                        null);
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new ConfigurationException(
                        "the configuration " + file + " has more than a megabyte",
                        "give the path of a pgcairn configuration with --config",
                        null);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(
                    "there is no configuration file " + file.toAbsolutePath(),
                    "give its path with --config; 'pgcairn init' writes a first one",
                    e);
        } catch (AccessDeniedException e) {
            throw new ConfigurationException(
                    "the configuration " + file + " may not be read by this user",
                    "run as the user that owns it, or let this user's group read it (chmod 640, chgrp)",
                    e);
        } catch (CharacterCodingException e) {
            throw notYaml(file + ": this is not UTF-8 text", e);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the configuration " + file + " cannot be read: " + e.getMessage(), "look at the disk it is on", e);
        }
    }

    private static ConfigurationException empty(Path file) {
        return new ConfigurationException(
                "the configuration " + file + " is empty", "docs/configuration.md shows a first one", null);
    }

    private static ConfigurationException notYaml(String message, Exception cause) {
        return new ConfigurationException(
                message, "mend the line; indent with spaces, and put quotes around values with : or #", cause);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
