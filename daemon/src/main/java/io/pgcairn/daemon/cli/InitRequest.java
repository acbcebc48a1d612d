package io.pgcairn.daemon.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the command line says of a new host; what it leaves out is asked.
 *
 * @param config the file to write
 * @param recipients further public keys that can open the backups
 * @param user who the daemon runs as; empty for postgres where we are root, else ourselves
 * @param force replaces a configuration that is there, and keeps it beside
 */
public record InitRequest(
        Optional<Path> config,
        Optional<String> cluster,
        Optional<String> postgres,
        List<Store> stores,
        Optional<String> window,
        List<String> recipients,
        Optional<String> user,
        boolean force) {
    public InitRequest {
        stores = List.copyOf(stores);
        recipients = List.copyOf(recipients);
    }

    /**
     * A store to be.
     *
     * @param uri or the path of a directory
     */
    public record Store(String uri, Map<String, String> options) {
        public Store {
            options = new TreeMap<>(options);
        }

        /** Does not print options, which may be secrets. */
        @Override
        public String toString() {
            return "Store[" + uri + "]";
        }
    }
}
