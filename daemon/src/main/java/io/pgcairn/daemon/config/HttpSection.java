package io.pgcairn.daemon.config;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The section {@code http}. */
final class HttpSection {
    private static final Pattern HOST_AND_PORT = Pattern.compile("(?:\\[([0-9a-fA-F:]+)]|([^:\\[\\]]+)):(\\d{1,5})");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|(?:0{0,4}:){2,7}0{0,3}1");

    private static final Key<Address> LISTEN = Key.defaulted(
            "listen",
            new ScalarType<>("an address and a port, such as 127.0.0.1:7411", HttpSection::parse),
            "127.0.0.1:7411",
            "Where the endpoint for restores, backup requests and metrics listens. Beyond the loopback interface only"
                    + " with http.tls, http.access.restore and http.access.admin.");

    private static final Key<Path> SOCKET = Key.optional(
            "socket",
            Types.path(),
            "pgcairn.sock in the first directory of RUNTIME_DIRECTORY, as systemd sets it; none without",
            "A Unix socket for the same. Who may open it, the daemon's user and group, may do everything.");

    private static final Key<Path> CERTIFICATE = Key.optional(
            "certificate",
            Types.path(),
            "no TLS",
            "The endpoint's certificate, PEM, followed by those of its issuers. Read again when it changes.");
    private static final Key<Path> KEY =
            Key.optional("key", Types.path(), "no TLS", "Its private key, PEM, PKCS#8 without a passphrase.");
    private static final Key<Path> CLIENT_CA = Key.optional(
            "client_ca",
            Types.path(),
            "no client certificates",
            "The certificates, PEM, of who issues those of clients.");

    private static final Section TLS =
            Section.optional("tls", "TLS 1.3 and 1.2 for http.listen.", CERTIFICATE, KEY, CLIENT_CA);

    private static final Section RESTORE = AccessSection.declaration("restore", "Who may fetch WAL.");
    private static final Section METRICS =
            AccessSection.declaration("metrics", "Who may read /metrics and the status page.");
    private static final Section ADMIN =
            AccessSection.declaration("admin", "Who may use all of the API, ask for backups, and what the others may.");

    private static final Section ACCESS = Section.optional(
            "access",
            "Who is let in at http.listen. Without this section every process of this host is, but no web page; with"
                    + " it, nobody without a token or a client certificate, but for /healthz and /readyz.",
            RESTORE,
            METRICS,
            ADMIN);

    static final Section DECLARATION = Section.one("http", "The HTTP endpoint.", LISTEN, SOCKET, TLS, ACCESS);

    private record Address(String host, int port) {}

    private HttpSection() {}

    static HttpConfig read(SectionReader reader, Path base) {
        Address listen = reader.get(LISTEN);
        Optional<Path> socket = reader.find(SOCKET).map(base::resolve);
        Optional<HttpConfig.Tls> tls = tls(reader.section(TLS), base);
        Map<HttpConfig.AccessScope, HttpConfig.Access> access = access(reader.section(ACCESS), base);
        boolean needsClientCa =
                access.values().stream().anyMatch(rule -> !rule.clients().isEmpty());
        if (needsClientCa && tls.flatMap(HttpConfig.Tls::clientCa).isEmpty()) {
            reader.problem(ACCESS.name(), "names clients, whose certificates are known by http.tls.client_ca; set it");
        }
        boolean isGuarded = (tls.isPresent() || reader.has(TLS))
                && access.containsKey(HttpConfig.AccessScope.RESTORE)
                && access.containsKey(HttpConfig.AccessScope.ADMIN);
        if (!isGuarded && !LOOPBACK.matcher(listen.host()).matches()) {
            reader.problem(
                    LISTEN.name(),
                    "'" + listen.host() + "' is not on the loopback interface, and whoever reaches it could read every"
                            + " row; set http.tls, http.access.restore and http.access.admin, or listen at 127.0.0.1");
        }
        return new HttpConfig(listen.host(), listen.port(), socket, tls, access);
    }

    private static Optional<HttpConfig.Tls> tls(SectionReader reader, Path base) {
        Optional<Path> certificate = reader.find(CERTIFICATE).map(base::resolve);
        Optional<Path> key = reader.find(KEY).map(base::resolve);
        Optional<Path> clientCa = reader.find(CLIENT_CA).map(base::resolve);
        if (certificate.isPresent() && key.isPresent()) {
            return Optional.of(new HttpConfig.Tls(certificate.get(), key.get(), clientCa));
        }
        if (reader.has(CERTIFICATE) || reader.has(KEY) || reader.has(CLIENT_CA)) {
            for (Key<Path> needed : java.util.List.of(CERTIFICATE, KEY)) {
                if (!reader.has(needed)) {
                    reader.problem(needed.name(), "is missing; TLS needs both certificate and key");
                }
            }
        }
        return Optional.empty();
    }

    private static Map<HttpConfig.AccessScope, HttpConfig.Access> access(SectionReader reader, Path base) {
        Map<HttpConfig.AccessScope, HttpConfig.Access> access = new EnumMap<>(HttpConfig.AccessScope.class);
        Map.of(
                        HttpConfig.AccessScope.RESTORE,
                        RESTORE,
                        HttpConfig.AccessScope.METRICS,
                        METRICS,
                        HttpConfig.AccessScope.ADMIN,
                        ADMIN)
                .forEach((scope, section) -> {
                    if (reader.has(section)) {
                        access.put(scope, AccessSection.read(reader.section(section), base));
                    }
                });
        return access;
    }

    private static Address parse(String text) {
        Matcher matcher = HOST_AND_PORT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("it is no host:port");
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        int port = Integer.parseInt(matcher.group(3));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535");
        }
        return new Address(host, port);
    }
}
