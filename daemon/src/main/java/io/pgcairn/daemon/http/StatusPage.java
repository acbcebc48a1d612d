package io.pgcairn.daemon.http;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the page at {@code /} for people with a browser. Safe for use by several threads; answers from memory. */
@FunctionalInterface
public interface StatusPage {
    /** The page for what is asked. */
    Page show(Asked asked);

    /**
     * A request, and what it may be told.
     *
     * @param clusters by name, as configured
     * @param fields what the request's query says, decoded; of a name that comes twice the first
     * @param rights whether a form may order a backup
     */
    record Asked(Map<String, Cluster> clusters, Map<String, String> fields, Rights rights) {
        public Asked {
            clusters = Collections.unmodifiableMap(new LinkedHashMap<>(clusters));
            fields = Map.copyOf(fields);
        }
    }

    /** What a form of the page may do. */
    enum Rights {
        /** Order a backup as it is. */
        ADMIN,
        /** Order a backup with a token that it brings. */
        TOKEN_NEEDED,
        /** Nothing: no token is configured. */
        NO_TOKENS
    }

    /**
     * A cluster at one moment.
     *
     * @param backup the base backup that is being taken
     * @param dump the logical dump that is being taken
     */
    record Cluster(ClusterStatus status, Optional<Progress> backup, Optional<Progress> dump) {}

    /** @param totalBytes an estimate, 0 while there is none */
    record Progress(Instant started, String name, long doneBytes, long totalBytes) {}

    /** @param policy the header {@code Content-Security-Policy} */
    record Page(String html, String policy) {}
}
