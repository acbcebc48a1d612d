package io.pgcairn.storage.s3;

import static org.junit.jupiter.api.Assumptions.abort;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.contract.ObjectStoreContract;
import io.pgcairn.storage.servers.S3MockServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract over Adobe S3Mock, at a prefix of its own for each test. It is opened as a store without conditional
 * put: it knows If-None-Match, but of sixteen writers at once several win about every third time.
 */
class S3MockContractIT implements ObjectStoreContract {
    @TempDir
    static Path directory;

    private static S3MockServer server;
    private static TestBucket bucket;

    private final URI place = TestBucket.newPlace();

    @BeforeAll
    static void start() {
        server = S3MockServer.start(directory);
        bucket = TestBucket.create(server.endpoint(), directory, "any", "any");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    public ObjectStore open(Duration timeout) throws StoreException {
        return bucket.open(place, timeout, Map.of("conditional_put", "false"));
    }

    @Test
    @Override
    public void replaces_an_object_as_a_whole_before_a_reader_s_eyes() {
        abort("S3Mock replaces an object's bytes and its headers one after the other; S3Proxy is asked instead");
    }
}
