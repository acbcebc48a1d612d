package io.pgcairn.storage.s3;

import io.pgcairn.storage.servers.S3MockServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Single requests to Adobe S3Mock. */
class S3MockRequestsIT implements S3RequestsContract {
    @TempDir
    static Path directory;

    private static S3MockServer server;
    private static TestBucket bucket;
    private static S3Client client;

    @BeforeAll
    static void start() {
        server = S3MockServer.start(directory);
        bucket = TestBucket.create(server.endpoint(), directory, "any", "any");
        client = TestBucket.client(server.endpoint(), "any", "any");
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Override
    public TestBucket bucket() {
        return bucket;
    }

    @Override
    public S3Client client() {
        return client;
    }

    @Override
    public boolean knowsCustomerKeys() {
        return false;
    }
}
