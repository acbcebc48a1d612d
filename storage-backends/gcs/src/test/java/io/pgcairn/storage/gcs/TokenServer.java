package io.pgcairn.storage.gcs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gives tokens to whoever brings a signed claim, or refuses them with words of Google's. */
final class TokenServer implements AutoCloseable {
    private final HttpServer server;
    private final List<String> claims = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String answer = "";

    TokenServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::serve);
        server.start();
        give("token-of-the-test");
    }

    /** From now on. */
    void give(String token) {
        answer = "{\"access_token\": \"" + token + "\", \"token_type\": \"Bearer\", \"expires_in\": 3600,"
                + " \"issued_token_type\": \"urn:ietf:params:oauth:token-type:access_token\"}";
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
    }

    void refuse(int status, String answer) {
        this.status = status;
        this.answer = answer;
    }

    /** The bodies of all requests so far. */
    List<String> claims() {
        return List.copyOf(claims);
    }

    /** A service account's key file that sends its claims here. */
    Path keyFile(Path directory) throws IOException, NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String key = Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        String begin = "-----BEGIN PRIVATE" + " KEY-----\\n";
        String end = "\\n-----END PRIVATE" + " KEY-----\\n";
        String json = "{\"type\": \"service_account\", \"project_id\": \"p\", \"private_key_id\": \"1\","
                + " \"private_key\": \"" + begin + key + end + "\", \"client_email\": \"backup@p.example\","
                + " \"client_id\": \"1\", \"token_uri\": \"" + address() + "\"}";
        return Files.writeString(directory.resolve("account.json"), json);
    }

    /** The configuration of a workload identity federation; nobody listens where its tokens are exchanged. */
    static Path federationFile(Path directory) throws IOException {
        Path subject = Files.writeString(directory.resolve("subject"), "subject-token");
        String json =
                "{\"type\": \"external_account\", \"audience\": \"//iam.googleapis.com/projects/1/locations/global/"
                        + "workloadIdentityPools/p/providers/q\", \"subject_token_type\":"
                        + " \"urn:ietf:params:oauth:token-type:jwt\", \"token_url\": \"https://127.0.0.1:1/token\","
                        + " \"credential_source\": {\"file\": \"" + subject + "\"}}";
        return Files.writeString(directory.resolve("federation.json"), json);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            claims.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
