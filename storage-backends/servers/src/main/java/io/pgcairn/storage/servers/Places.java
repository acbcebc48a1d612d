package io.pgcairn.storage.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Where this build keeps what servers need.
 *
 * @param target what the build fetched or made
 * @param source this module's own files
 */
record Places(Path target, Path source) {
    static Places ofThisBuild() {
        Properties properties = new Properties();
        try (InputStream in = Places.class.getResourceAsStream("places.properties")) {
            if (in == null) {
                throw new IllegalStateException("places.properties is not on the class path");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Places(Path.of(properties.getProperty("target")), Path.of(properties.getProperty("source")));
    }
}
