package io.pgcairn.daemon.bench;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Where a store is, as the daemon and as rclone are told.
 *
 * @param options the tier's settings
 * @param rclone what describes the remote "bench" in rclone's environment
 * @param bucket as rclone names it behind the remote's name
 * @param stop ends the server
 */
record StoreTarget(URI location, Map<String, String> options, Map<String, String> rclone, String bucket, Runnable stop)
        implements AutoCloseable {
    /** A directory, which needs no server. */
    static StoreTarget local(Path directory) throws IOException {
        return new StoreTarget(
                Files.createDirectories(directory).toUri(), Map.of(), Map.of(), directory.toString(), () -> {});
    }

    /** The same store, asked for at another address. */
    StoreTarget at(URI endpoint) {
        Map<String, String> moved = new HashMap<>(options);
        moved.put("endpoint", endpoint.toString());
        return new StoreTarget(location, moved, rclone, bucket, stop);
    }

    /** Writes the options to a file for {@link #readOptions}; secrets are in files that they name. */
    void writeOptions(Path file) throws IOException {
        Properties properties = new Properties();
        properties.putAll(options);
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
    }

    static Map<String, String> readOptions(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    @Override
    public void close() {
        stop.run();
    }
}
