package io.pgcairn.daemon.service;

import io.pgcairn.daemon.config.HttpConfig;
import io.pgcairn.daemon.http.AccessSettings;
import io.pgcairn.daemon.http.HttpLimits;
import io.pgcairn.daemon.http.HttpSettings;
import io.pgcairn.daemon.http.Scope;
import io.pgcairn.daemon.http.TlsSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From how the endpoint is configured to how it is served. */
final class Endpoint {
    private static final String SOCKET = "pgcairn.sock";

    private Endpoint() {}

    /** @param environment of the process, where systemd names the directory for the socket */
    static HttpSettings settings(HttpConfig http, Map<String, String> environment) {
        return new HttpSettings(
                new InetSocketAddress(http.host(), http.port()),
                Set.of(),
                http.socket().or(() -> ofSystemd(environment)),
                http.tls().map(tls -> new TlsSettings(tls.certificate(), tls.key(), tls.clientCa())),
                access(http),
                HttpLimits.DEFAULT);
    }

    /** The variable may name several directories. */
    private static Optional<Path> ofSystemd(Map<String, String> environment) {
        String directories = environment.getOrDefault("RUNTIME_DIRECTORY", "");
        return directories.isEmpty()
                ? Optional.empty()
                : Optional.of(Path.of(directories.split(":", 2)[0], SOCKET));
    }

    private static AccessSettings access(HttpConfig http) {
        Map<Scope, AccessSettings.Rule> rules = new EnumMap<>(Scope.class);
        http.access()
                .forEach((scope, access) -> rules.put(
                        Scope.valueOf(scope.name()),
                        new AccessSettings.Rule(access.tokenFile(), Set.copyOf(access.clients()))));
        return new AccessSettings(rules);
    }
}
