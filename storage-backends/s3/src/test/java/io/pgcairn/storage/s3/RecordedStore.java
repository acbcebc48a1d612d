package io.pgcairn.storage.s3;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectKinds;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.RetryListener;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.remote.RemoteTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Opens the requests of a store at an address, as one who stands between them and the room of remote stores. */
record RecordedStore(URI endpoint, Path directory) {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final String MARK = "0123456789abcdef0123456789abcdef";

    /** The first part of a key is its kind; what lies in {@code foreign/} is not ours. */
    static final ObjectKinds KINDS =
            key -> Optional.of(key.value().split("/", 2)[0]).filter(kind -> !kind.equals("foreign"));

    S3Objects open(Map<String, String> more) throws StoreException {
        return open("s3://bucket/some/prefix", more);
    }

    S3Objects open(String place, Map<String, String> more) throws StoreException {
        Map<String, String> options = new HashMap<>(Map.of(
                "endpoint", endpoint.toString(),
                "access_key_file", write("id", "AKIDEXAMPLE").toString(),
                "secret_key_file", write("secret", "very-secret").toString()));
        options.putAll(more);
        return opened(place, options);
    }

    /** Without credentials of its own. */
    S3Objects openWithoutKeys(Map<String, String> more) throws StoreException {
        Map<String, String> options = new HashMap<>(Map.of("endpoint", endpoint.toString()));
        options.putAll(more);
        return opened("s3://bucket/some/prefix", options);
    }

    private static S3Objects opened(String place, Map<String, String> options) throws StoreException {
        URI location = URI.create(place);
        StoreSettings limits = new StoreSettings(StoreSettings.DEFAULT_TIMEOUT, options);
        StoreContext context = new StoreContext(Clock.fixed(NOW, ZoneOffset.UTC), KINDS, RetryListener.NONE);
        return S3Opening.objects(
                S3Location.of(location), new S3SettingsReader(location, limits).read(), limits, context);
    }

    static RemoteTarget absent(String key) {
        return new RemoteTarget(new ObjectKey(key), PutCondition.IF_ABSENT, MARK);
    }

    static RemoteTarget replaced(String key) {
        return new RemoteTarget(new ObjectKey(key), PutCondition.REPLACE, MARK);
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
