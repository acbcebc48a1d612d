package io.pgcairn.storage.s3;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.RetryListener;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.contract.fault.FaultContract;
import io.pgcairn.storage.contract.fault.FaultDialect;
import io.pgcairn.storage.servers.S3ProxyServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Faults between the S3 store and S3Proxy, which checks signatures and obeys If-None-Match. */
class S3FaultIT implements FaultContract {
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
    public URI server() {
        return server.endpoint();
    }

    @Override
    public ObjectStore open(URI endpoint, Duration timeout, RetryListener retries) throws StoreException {
        StoreContext plain = StoreContext.plain();
        StoreContext context = new StoreContext(plain.clock(), plain.kinds(), retries);
        return bucket.open(place, timeout, Map.of("endpoint", endpoint.toString(), "part_size", "5MiB"), context);
    }

    @Override
    public int partBytes() {
        return 5 << 20;
    }

    @Override
    public FaultDialect dialect() {
        return new S3Dialect();
    }
}
