package io.pgcairn.storage.s3;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket of a server under test, and how to open stores in it. */
record TestBucket(URI endpoint, Path accessKey, Path secretKey) {
    static final String NAME = "pgcairn-test";

    /** Writes the credentials into files of the directory, and makes the bucket. */
    static TestBucket create(URI endpoint, Path directory, String accessKey, String secretKey) {
        try {
            Path access = Files.writeString(directory.resolve("access-key"), accessKey + "\n");
            Path secret = Files.writeString(directory.resolve("secret-key"), secretKey + "\n");
            TestBucket bucket = new TestBucket(endpoint, access, secret);
            try (S3Client client = client(endpoint, accessKey, secretKey)) {
                client.createBucket(request -> request.bucket(NAME));
            }
            return bucket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client that nothing of the store under test is in. */
    static S3Client client(URI endpoint, String accessKey, String secretKey) {
        return S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .build();
    }

    /** A place in the bucket that no other test has. */
    static URI newPlace() {
        return URI.create("s3://" + NAME + "/" + UUID.randomUUID());
    }

    Map<String, String> options(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(Map.of(
                "endpoint", endpoint.toString(),
                "access_key_file", accessKey.toString(),
                "secret_key_file", secretKey.toString()));
        options.putAll(more);
        return options;
    }

    ObjectStore open(URI place, Duration timeout, Map<String, String> more) throws StoreException {
        return open(place, timeout, more, StoreContext.plain());
    }

    ObjectStore open(URI place, Duration timeout, Map<String, String> more, StoreContext context)
            throws StoreException {
        return new S3ObjectStoreProvider().open(place, new StoreSettings(timeout, options(more)), context);
    }
}
