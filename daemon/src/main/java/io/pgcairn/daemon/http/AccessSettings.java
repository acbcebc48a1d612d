package io.pgcairn.daemon.http;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is let in. Without a rule at all, whoever reaches the loopback interface is.
 *
 * @param rules of each scope; a scope without a rule is only for those of {@link Scope#ADMIN}
 */
public record AccessSettings(Map<Scope, Rule> rules) {
    /** Everybody on this host, but no web page. */
    public static final AccessSettings OPEN = new AccessSettings(Map.of());

    public AccessSettings {
        rules = Map.copyOf(rules);
    }

    boolean isOpen() {
        return rules.isEmpty();
    }

    /**
     * Who has one scope.
     *
     * @param tokenFile holds a token a line; each lets in
     * @param clients common names of client certificates that let in
     */
    public record Rule(Optional<Path> tokenFile, Set<String> clients) {
        public Rule {
            clients = Set.copyOf(clients);
        }
    }
}
