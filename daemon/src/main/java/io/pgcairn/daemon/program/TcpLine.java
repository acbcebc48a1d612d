package io.pgcairn.daemon.program;

import io.pgcairn.daemon.config.HttpConfig;
import io.pgcairn.daemon.fault.CairnException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;

/**
 * By TCP, with the token of the configuration where it has one, and TLS to the certificate that it names. Without TLS
 * the token goes to nobody but a daemon of its owner, of root or of this user: a port is anybody's while ours is down.
 */
final class TcpLine implements DaemonLine {
    private final URI endpoint;
    private final Optional<String> token;
    private final HttpClient http;

    private TcpLine(URI endpoint, Optional<String> token, HttpClient http) {
        this.endpoint = endpoint;
        this.token = token;
        this.http = http;
    }

    /** @throws CairnException the token or the certificate cannot be read, or the token would go to a stranger */
    static TcpLine to(HttpConfig config) throws CairnException {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE);
        if (config.tls().isPresent()) {
            client.sslContext(PinnedCertificate.context(config.tls().get().certificate()));
        }
        Optional<Path> file = config.tokenFile(HttpConfig.AccessScope.ADMIN);
        Optional<String> token = OwnToken.read(file);
        if (token.isPresent() && config.tls().isEmpty()) {
            OwnToken.requireOurs(file.get(), config.port(), PortOwner.ofThisHost());
        }
        return new TcpLine(endpoint(config), token, client.build());
    }

    /** Where the daemon can be reached from this host. */
    static URI endpoint(HttpConfig http) {
        String host = switch (http.host()) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "::1";
            default -> http.host();
        };
        String scheme = http.tls().isPresent() ? "https" : "http";
        return URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + http.port());
    }

    @Override
    public Answer ask(String method, String path, Optional<String> body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve(path))
                .timeout(PATIENCE)
                .method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.body());
    }

    @Override
    public String place() {
        return endpoint.resolve("/").toString();
    }

    @Override
    public void close() {
        http.close();
    }
}
