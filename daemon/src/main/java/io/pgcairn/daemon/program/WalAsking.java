package io.pgcairn.daemon.program;

import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.config.HttpConfig;
import io.pgcairn.daemon.fault.CairnException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a restored server asks the daemon for WAL.
 *
 * @param endpoint where
 * @param options what {@code pgcairn-restore-wal} is told beside that
 * @param advice what the operator has to do for it, or should know
 */
record WalAsking(URI endpoint, List<String> options, List<String> advice) {
    /** Below it systemd keeps what it hands over to units. */
    private static final String CREDENTIALS = "/run/credentials/";

    private static final String CERTIFICATE_ALONE =
            "the daemon lets restores in by client certificate alone: before you start the restored server, add"
                    + " --cert FILE --key FILE to restore_command in its postgresql.auto.conf";

    private static final String ANYBODY =
            "WARNING: restore_command asks %s without TLS: while the daemon is down, whoever of this host listens there"
                    + " in its place could end the recovery early, with rows missing; set http.socket for the daemon"
                    + " and restore again";

    WalAsking {
        options = List.copyOf(options);
        advice = List.copyOf(advice);
    }

    /**
     * As the configuration has it: by the Unix socket if there is one, else by TCP. A port is anybody's while the
     * daemon is down, and a wrong answer ends a recovery early; where the socket is, only the daemon's user can put
     * one.
     *
     * @throws CairnException the certificate cannot be read
     */
    static WalAsking of(Configuration configuration) throws CairnException {
        HttpConfig http = configuration.http();
        Optional<Path> socket = DaemonSocket.of(configuration)
                .filter(path -> Files.exists(path)
                        || (http.tls().isEmpty() && http.socket().isPresent()));
        if (socket.isPresent()) {
            return new WalAsking(
                    URI.create("http://localhost"),
                    List.of("--socket", socket.get().toAbsolutePath().toString()),
                    List.of());
        }
        return byTcp(http);
    }

    private static WalAsking byTcp(HttpConfig http) throws CairnException {
        List<String> options = new ArrayList<>();
        Optional<Path> token =
                http.tokenFile(HttpConfig.AccessScope.RESTORE).or(() -> http.tokenFile(HttpConfig.AccessScope.ADMIN));
        token.ifPresent(file ->
                options.addAll(List.of("--token-file", file.toAbsolutePath().toString())));
        URI endpoint = TcpLine.endpoint(http);
        if (http.tls().isPresent()) {
            Path certificate = http.tls().get().certificate();
            options.addAll(List.of("--cacert", certificate.toAbsolutePath().toString()));
            String name = CertificateName.nearest(certificate, endpoint.getHost());
            if (!name.equals(endpoint.getHost())) {
                options.addAll(List.of("--connect", endpoint.getHost() + ":" + endpoint.getPort()));
                endpoint = URI.create("https://" + name + ":" + endpoint.getPort());
            }
        }
        boolean isLetIn = http.access().isEmpty() || token.isPresent();
        List<String> advice = new ArrayList<>();
        (isLetIn ? handedOver(options) : Optional.of(CERTIFICATE_ALONE)).ifPresent(advice::add);
        if (http.tls().isEmpty()) {
            advice.add(ANYBODY.formatted(endpoint));
        }
        return new WalAsking(endpoint, options, advice);
    }

    /** What systemd hands over is there for the unit alone, and as long as it runs. */
    private static Optional<String> handedOver(List<String> options) {
        return options.stream()
                .filter(option -> option.startsWith(CREDENTIALS))
                .findFirst()
                .map(file -> "WARNING: " + file + " is a credential of the daemon's unit, which the restored server"
                        + " cannot read: before you start it, copy that file to where its user alone can, and name the"
                        + " copy in restore_command in its postgresql.auto.conf");
    }
}
