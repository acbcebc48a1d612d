package io.pgcairn.daemon.docs;

import io.pgcairn.crypto.AgeOpener;
import io.pgcairn.crypto.AgeSealer;
import io.pgcairn.crypto.KeyFile;
import io.pgcairn.crypto.PayloadCipher;
import io.pgcairn.crypto.PayloadCiphers;
import io.pgcairn.crypto.X25519Identity;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectStoreProvider;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** An encrypted archive of the cluster {@code main} in a directory, and the file with its key beside it. */
record SealedArchive(Path directory, Path key, Lineages lineages) {
    static final String CLUSTER = "main";

    static SealedArchive in(Path parent) throws IOException {
        X25519Identity identity = X25519Identity.generate(new SecureRandom());
        Path key = parent.resolve("identity.txt");
        Files.writeString(key, new KeyFile(identity, Instant.now()).render());
        Path directory = parent.resolve("store");
        ObjectStore store = ServiceLoader.load(ObjectStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.scheme().equals("file"))
                .findFirst()
                .orElseThrow()
                .open(directory.toUri(), StoreSettings.defaults(), StoreContext.plain());
        PayloadCipher cipher = new PayloadCiphers().fastest();
        AgeSealer sealer = new AgeSealer(List.of(identity.recipient()), cipher, new SecureRandom());
        AgeOpener opener = new AgeOpener(List.of(identity), cipher);
        ObjectPusher pusher = new ObjectPusher(store, Optional.of(sealer), 1);
        ObjectFetcher fetcher = new ObjectFetcher(store, Optional.of(opener));
        return new SealedArchive(
                directory, key, new Lineages(new ClusterName(CLUSTER), store, pusher, pusher, fetcher));
    }
}
