package io.pgcairn.storage.s3;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.contract.ObjectStoreContract;
import io.pgcairn.storage.servers.S3ProxyServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract over S3Proxy, conditional put included, at a prefix of its own for each test. */
class S3ProxyContractIT implements ObjectStoreContract {
    @TempDir
    static Path directory;

    private static S3ProxyServer server;
    private static TestBucket bucket;

    private final URI place = TestBucket.newPlace();

    @BeforeAll
    static void start() {
        server = S3ProxyServer.start(directory);
        bucket = TestBucket.create(server.endpoint(), directory, S3ProxyServer.ACCESS_KEY, S3ProxyServer.SECRET_KEY);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    public ObjectStore open(Duration timeout) throws StoreException {
        return bucket.open(place, timeout, Map.of());
    }
}
