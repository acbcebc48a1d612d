package io.pgcairn.daemon.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.config.HttpConfig;
import io.pgcairn.daemon.http.AccessSettings;
import io.pgcairn.daemon.http.HttpSettings;
import io.pgcairn.daemon.http.Scope;
import io.pgcairn.daemon.http.TlsSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointTest {
    private static final HttpConfig PLAIN = new HttpConfig("127.0.0.1", 7411);

    @Test
    void the_socket_is_in_the_first_directory_that_systemd_made_unless_it_is_configured() {
        Map<String, String> unit = Map.of("RUNTIME_DIRECTORY", "/run/pgcairn:/run/other");
        assertEquals(
                Optional.of(Path.of("/run/pgcairn/pgcairn.sock")),
                Endpoint.settings(PLAIN, unit).socket());
        HttpConfig configured =
                new HttpConfig("127.0.0.1", 7411, Optional.of(Path.of("/s")), Optional.empty(), Map.of());
        assertEquals(
                Optional.of(Path.of("/s")), Endpoint.settings(configured, unit).socket());
        assertEquals(Optional.empty(), Endpoint.settings(PLAIN, Map.of()).socket());
        assertEquals(
                Optional.empty(),
                Endpoint.settings(PLAIN, Map.of("RUNTIME_DIRECTORY", "")).socket());
    }

    @Test
    void every_scope_and_the_files_of_tls_arrive() {
        Path file = Path.of("/token");
        HttpConfig.Access access = new HttpConfig.Access(Optional.of(file), List.of("ops"));
        HttpConfig config = new HttpConfig(
                "0.0.0.0",
                7411,
                Optional.empty(),
                Optional.of(new HttpConfig.Tls(Path.of("/c"), Path.of("/k"), Optional.of(Path.of("/ca")))),
                Map.of(
                        HttpConfig.AccessScope.RESTORE, access,
                        HttpConfig.AccessScope.METRICS, access,
                        HttpConfig.AccessScope.ADMIN, access));
        HttpSettings settings = Endpoint.settings(config, Map.of());
        AccessSettings.Rule rule = new AccessSettings.Rule(Optional.of(file), Set.of("ops"));
        assertEquals(
                Map.of(Scope.RESTORE, rule, Scope.METRICS, rule, Scope.ADMIN, rule),
                settings.access().rules());
        assertEquals(
                Optional.of(new TlsSettings(Path.of("/c"), Path.of("/k"), Optional.of(Path.of("/ca")))),
                settings.tls());
        assertEquals(new InetSocketAddress("0.0.0.0", 7411), settings.listen());
    }
}
