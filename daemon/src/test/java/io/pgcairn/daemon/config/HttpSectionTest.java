package io.pgcairn.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sections {@code http}, {@code http.tls} and {@code http.access}. */
class HttpSectionTest {
    private static final String GUARDED =
            "tls: { certificate: c.pem, key: k.pem }, access: { restore: { token_file: r },"
                    + " admin: { token_file: a } }";

    @TempDir
    private Path directory;

    private HttpConfig load(String http) throws Exception {
        Path file = directory.resolve("pgcairn.yaml");
        Files.writeString(file, "http: { " + http + " }\n" + """
                clusters:
                  main:
                    postgres: { uri: "postgresql://postgres@127.0.0.1:5432/postgres" }
                    encryption: { recipients: [age1qqq] }
                    tiers:
                      - { name: near, store: "file:///var/lib/pgcairn" }
                """);
        return new ConfigurationLoader(Map.of()).load(file).http();
    }

    @Test
    void all_keys_are_read_and_paths_start_at_the_file() throws Exception {
        HttpConfig read =
                load("listen: 0.0.0.0:7411, socket: s.sock, tls: { certificate: c.pem, key: /k.pem, client_ca:"
                        + " ca.pem }, access: { restore: { token_file: r, clients: [standby] },"
                        + " metrics: { clients: [m, n] },"
                        + " admin: { token_file: a } }");
        Optional<HttpConfig.Tls> tls = Optional.of(new HttpConfig.Tls(
                directory.resolve("c.pem"), Path.of("/k.pem"), Optional.of(directory.resolve("ca.pem"))));
        assertEquals(tls, read.tls());
        assertEquals(Optional.of(directory.resolve("s.sock")), read.socket());
        assertEquals(Optional.of(directory.resolve("r")), read.tokenFile(HttpConfig.AccessScope.RESTORE));
        assertEquals(Optional.empty(), read.tokenFile(HttpConfig.AccessScope.METRICS));
        assertEquals(
                new HttpConfig.Access(Optional.empty(), List.of("m", "n")),
                read.access().get(HttpConfig.AccessScope.METRICS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:7411", "127.9.8.7:1", "localhost:65535", "\"[::1]:7411\""})
    void the_loopback_interface_needs_neither(String listen) throws Exception {
        assertTrue(load("listen: " + listen).access().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:7411", "\"[::]:7411\"", "db.example:7411", "10.0.0.1:7411", "128.0.0.1:7411"})
    void beyond_it_both_are_needed(String listen) throws Exception {
        String where = "listen: " + listen;
        assertRefused(where, "is not on the loopback interface");
        assertRefused(where + ", tls: { certificate: c.pem, key: k.pem }", "is not on the loopback interface");
        assertRefused(where + ", " + GUARDED.replaceFirst("tls: \\{[^}]*}, ", ""), "is not on the loopback interface");
        assertRefused(
                where + ", " + GUARDED.replace(", admin: { token_file: a }", ""), "is not on the loopback interface");
        assertRefused(
                where + ", "
                        + GUARDED.replace("restore: { token_file: r }, ", "").replace("restore", "metrics"),
                "set http.tls, http.access.restore and http.access.admin");
        assertEquals(2, load(where + ", " + GUARDED).access().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls: { certificate: c.pem } | http.tls.key: is missing; TLS needs both certificate and key",
                "tls: { key: k.pem } | http.tls.certificate: is missing; TLS needs both certificate and key",
                "tls: { client_ca: ca.pem } | http.tls.certificate: is missing",
                "tls: { cert: c.pem } | http.tls.cert: is not a known key; known here: certificate, key",
                "access: { admin: {} } | http.access.admin: lets nobody in; name a token_file, or clients",
                "access: { admin: { clients: [ops] } } | whose certificates are known by http.tls.client_ca; set it",
                "access: { write: { token_file: a } } | http.access.write: is not a known key",
                "access: { admin: { token: secret } } | http.access.admin.token: is not a known key",
                "access: { admin: { clients: [' x'] } } | a common name, 1 to 64 characters",
                "listen: 127.0.0.1 | an address and a port, such as 127.0.0.1:7411",
                "listen: 127.0.0.1:0 | a port is a number from 1 to 65535",
                "listen: 127.0.0.1:65536 | a port is a number from 1 to 65535"
            })
    void what_makes_no_sense_is_refused_with_its_place(String http, String message) {
        assertRefused(http, message);
    }

    private void assertRefused(String http, String message) {
        String said = String.valueOf(
                assertThrows(ConfigurationException.class, () -> load(http)).getMessage());
        assertTrue(said.contains(message), said);
        assertTrue(said.contains("pgcairn.yaml:1: http."), said);
    }
}
