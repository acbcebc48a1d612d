package io.pgcairn.storage.remote;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.RetryListener;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.contract.fault.FaultContract;
import io.pgcairn.storage.contract.fault.FaultDialect;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** What all remote stores share under faults, without any vendor's client or server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlainFaultTest implements FaultContract {
    private final PlainServer server = new PlainServer();

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    public URI server() {
        return server.uri();
    }

    @Override
    public ObjectStore open(URI endpoint, Duration timeout, RetryListener retries) {
        StoreContext plain = StoreContext.plain();
        return new RemoteObjectStore(
                PlainRemote.over(endpoint, timeout),
                new StoreSettings(timeout, Map.of()),
                new StoreContext(plain.clock(), plain.kinds(), retries));
    }

    @Override
    public int partBytes() {
        return MemoryRemote.SMALL_PARTS.partBytes();
    }

    @Override
    public FaultDialect dialect() {
        return new PlainDialect();
    }
}
