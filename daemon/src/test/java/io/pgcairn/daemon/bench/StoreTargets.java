package io.pgcairn.daemon.bench;

import io.pgcairn.storage.servers.AzuriteServer;
import io.pgcairn.storage.servers.FakeGcsServer;
import io.pgcairn.storage.servers.S3MockServer;
import io.pgcairn.storage.servers.S3ProxyServer;
import io.pgcairn.storage.servers.gcs.StrictGcsServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Starts the servers that stores are measured against, each with an empty bucket.
 *
 * @param directory takes what they keep
 */
record StoreTargets(Path directory) {
    private static final String BUCKET = "bench";

    /** Fails with a sentence where the server cannot run here. */
    StoreTarget start(String name) throws Exception {
        Path own = Files.createTempDirectory(directory, name);
        return switch (name) {
            case "local" -> StoreTarget.local(own.resolve("store"));
            case "s3proxy" -> s3Proxy(own);
            case "s3mock" -> s3Mock(own);
            case "gcs" -> fakeGcs();
            case "azure" -> azurite(own);
            default -> throw new IllegalArgumentException("no store is called " + name);
        };
    }

    /** The server that is strict about what is asked, and counts it. */
    static StoreTarget at(StrictGcsServer server) {
        return gcs(server.endpoint(), server::close);
    }

    static StrictGcsServer strictGcs() {
        return StrictGcsServer.start(BUCKET);
    }

    private static StoreTarget s3Proxy(Path own) throws IOException {
        S3ProxyServer server = S3ProxyServer.startOnDisk(own);
        return s3(server.endpoint(), own, S3ProxyServer.ACCESS_KEY, S3ProxyServer.SECRET_KEY, server::close);
    }

    private static StoreTarget s3Mock(Path own) throws IOException {
        S3MockServer server = S3MockServer.start(own);
        return s3(server.endpoint(), own, "any", "any", server::close);
    }

    private static StoreTarget s3(URI endpoint, Path own, String id, String secret, Runnable stop) throws IOException {
        try (S3Client client = S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret)))
                .build()) {
            client.createBucket(request -> request.bucket(BUCKET));
        }
        Path idFile = Files.writeString(own.resolve("access-key"), id);
        Path secretFile = Files.writeString(own.resolve("secret-key"), secret);
        return new StoreTarget(
                URI.create("s3://" + BUCKET),
                Map.of(
                        "endpoint", endpoint.toString(),
                        "access_key_file", idFile.toString(),
                        "secret_key_file", secretFile.toString()),
                Map.of(
                        "TYPE",
                        "s3",
                        "PROVIDER",
                        "Other",
                        "ENDPOINT",
                        endpoint.toString(),
                        "REGION",
                        "us-east-1",
                        "ACCESS_KEY_ID",
                        id,
                        "SECRET_ACCESS_KEY",
                        secret),
                BUCKET,
                stop);
    }

    private static StoreTarget fakeGcs() throws IOException {
        String missing = FakeGcsServer.missing().orElse("");
        if (!missing.isEmpty()) {
            throw new IOException("no fake-gcs-server: " + missing);
        }
        FakeGcsServer server = FakeGcsServer.start();
        server.makeBucket(BUCKET);
        return gcs(server.endpoint(), server::close);
    }

    private static StoreTarget gcs(String endpoint, Runnable stop) {
        return new StoreTarget(
                URI.create("gs://" + BUCKET),
                Map.of("endpoint", endpoint, "anonymous", "true"),
                Map.of("TYPE", "gcs", "ANONYMOUS", "true", "ENDPOINT", endpoint + "/storage/v1/"),
                BUCKET,
                stop);
    }

    private static StoreTarget azurite(Path own) throws IOException, InterruptedException {
        AzuriteServer server = AzuriteServer.startOnDisk(own.resolve("blobs"));
        AzureSignature signature = new AzureSignature(server.endpoint(), server.account(), server.key());
        signature.makeContainer(BUCKET);
        Path key = Files.writeString(own.resolve("account-key"), server.key());
        return new StoreTarget(
                URI.create("azure://" + server.account() + "/" + BUCKET),
                // As with Azure itself, which is reached over TLS.
                Map.of("endpoint", server.endpoint(), "account_key_file", key.toString(), "checksums", "crc64"),
                // With an account and a key this rclone goes to hosts named after the account only.
                Map.of("TYPE", "azureblob", "SAS_URL", signature.url("")),
                BUCKET,
                server::close);
    }
}
