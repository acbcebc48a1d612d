package io.pgcairn.daemon.e2e;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.instance.ServerBinaries;
import io.pgcairn.daemon.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The servers whose store is a cluster's only tier, each with another PostgreSQL where there is one. */
enum CloudServer {
    S3_ON_S3PROXY {
        @Override
        Cloud start(Path directory) {
            return CloudS3.onS3Proxy(directory);
        }

        @Override
        ServerBinaries binaries() throws IOException, CairnException {
            Optional<ServerBinaries> debian = TestPostgres.debian();
            return debian.isPresent() ? debian.get() : TestPostgres.embedded(18);
        }

        @Override
        boolean hasTools() throws CairnException {
            return TestPostgres.debian().isPresent();
        }
    },
    GOOGLE_ON_THE_STRICT_SERVER {
        @Override
        Cloud start(Path directory) {
            return CloudGoogle.onStrictServer();
        }

        @Override
        ServerBinaries binaries() throws IOException, CairnException {
            return TestPostgres.embedded(18);
        }
    },
    GOOGLE_ON_FAKE_GCS_SERVER {
        @Override
        Cloud start(Path directory) {
            return CloudGoogle.onFakeGcsServer();
        }
    },
    AZURE_ON_AZURITE {
        @Override
        Cloud start(Path directory) throws IOException, InterruptedException {
            return CloudAzure.onAzurite();
        }
    };

    /** Starts it with an empty bucket; aborts the test where it cannot run. */
    abstract Cloud start(Path directory) throws IOException, InterruptedException;

    ServerBinaries binaries() throws IOException, CairnException {
        return TestPostgres.embedded(14);
    }

    /** Whether PostgreSQL's own tools lie beside {@link #binaries}. */
    boolean hasTools() throws CairnException {
        return false;
    }
}
