package io.pgcairn.storage.local;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What the tests of this room do with a store on disk. */
final class LocalStores {
    private LocalStores() {}

    static ObjectStore open(Path root) {
        return open(root, new LinkPublication(), Duration.ofMinutes(1));
    }

    static ObjectStore open(Path root, Publication publication, Duration timeout) {
        return open(root, publication, timeout, StoreSettings.DEFAULT_CONCURRENCY);
    }

    static ObjectStore open(Path root, Publication publication, Duration timeout, int concurrency) {
        return new LocalObjectStore(root, timeout, concurrency, Clock.systemUTC(), publication);
    }

    static ObjectKey key(String value) {
        return new ObjectKey(value);
    }

    static void put(ObjectStore store, String key, int length) throws StoreException {
        try (ObjectUpload upload = store.upload(key(key), PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.allocate(length));
            upload.commit();
        }
    }

    static String get(ObjectStore store, String key) throws IOException {
        try (InputStream in = store.get(key(key), ByteRange.ALL)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    static List<String> keys(ObjectStore store) throws StoreException {
        return store.list("", "", 1000).objects().stream()
                .map(info -> info.key().value())
                .toList();
    }

    /** Every file below the directory that is not a directory, temporary ones included. */
    static List<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> !Files.isDirectory(path))
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    /** That a failure tells its reader this. */
    static void assertSays(String expected, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains(expected), message);
    }
}
