package io.pgcairn.daemon.e2e;

import io.pgcairn.storage.servers.S3MockServer;
import io.pgcairn.storage.servers.S3ProxyServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/**
 * A prefix in a bucket of a server that speaks S3.
 *
 * @param conditional whether it decides between racing puts
 * @param server what to end with this
 */
record CloudS3(URI endpoint, String access, String secret, boolean conditional, String prefix, AutoCloseable server)
        implements Cloud {
    static CloudS3 onS3Proxy(Path directory) {
        S3ProxyServer server = S3ProxyServer.start(directory);
        return new CloudS3(server.endpoint(), S3ProxyServer.ACCESS_KEY, S3ProxyServer.SECRET_KEY, true, "alone", server)
                .withBucket();
    }

    /** Of many writers at once S3Mock lets several win every now and then, so it is used without conditional puts. */
    static CloudS3 on(S3MockServer server, String prefix) {
        return new CloudS3(server.endpoint(), "any", "any", false, prefix, () -> {}).withBucket();
    }

    private CloudS3 withBucket() {
        try (S3Client client = client()) {
            client.createBucket(request -> request.bucket(BUCKET));
        } catch (BucketAlreadyOwnedByYouException e) {
            // Another test made it.
            return this;
        }
        return this;
    }

    private S3Client client() {
        return S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(access, secret)))
                .build();
    }

    @Override
    public String tier(String name, Path directory) throws IOException {
        Path accessKey = Files.writeString(directory.resolve("access-key"), access + "\n");
        Path secretKey = Files.writeString(directory.resolve("secret-key"), secret + "\n");
        return """
              - name: %s
                store: s3://%s/%s
                options:
                  endpoint: %s
                  access_key_file: %s
                  secret_key_file: %s
                  conditional_put: %s
        """.formatted(name, BUCKET, prefix, endpoint, accessKey, secretKey, conditional);
    }

    @Override
    public String proof() {
        return conditional ? "one of two racing puts won" : "has no conditional puts";
    }

    @Override
    public TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>();
        try (S3Client client = client()) {
            client.listObjectsV2Paginator(request -> request.bucket(BUCKET).prefix(prefix + "/")).contents().stream()
                    .map(object -> object.key().substring(prefix.length() + 1))
                    .forEach(names::add);
        }
        return names;
    }

    @Override
    public byte[] bytes(String name) {
        try (S3Client client = client()) {
            return client.getObjectAsBytes(request -> request.bucket(BUCKET).key(prefix + "/" + name))
                    .asByteArray();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            server.close();
        } catch (Exception e) {
            throw new IOException("the server does not end", e);
        }
    }
}
