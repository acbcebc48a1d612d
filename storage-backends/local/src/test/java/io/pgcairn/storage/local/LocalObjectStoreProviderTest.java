package io.pgcairn.storage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectStoreProvider;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalObjectStoreProviderTest {
    @TempDir
    Path directory;

    @Test
    void is_found_by_its_scheme() {
        ObjectStoreProvider found = ServiceLoader.load(ObjectStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.scheme().equals("file"))
                .findFirst()
                .orElseThrow();
        assertInstanceOf(LocalObjectStoreProvider.class, found);
    }

    @Test
    void opens_an_absolute_path_without_touching_the_disk() throws Exception {
        Path root = directory.resolve("not yet");
        try (ObjectStore store =
                new LocalObjectStoreProvider().open(root.toUri(), StoreSettings.defaults(), StoreContext.plain())) {
            assertEquals("file://" + root, store.location());
            assertFalse(Files.exists(root));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:relative/path",
                "file:.",
                "file://host/path",
                "file://localhost/path",
                "file:///path?query=1",
                "file:///path#part",
                "file:///",
                "file:///a/..",
                "file:///a%00b",
                "s3://bucket/path",
                "/no/scheme"
            })
    void refuses_what_is_no_absolute_path(String location) {
        InvalidStoreSettingsException refused = assertThrows(
                InvalidStoreSettingsException.class,
                () -> new LocalObjectStoreProvider()
                        .open(URI.create(location), StoreSettings.defaults(), StoreContext.plain()));
        LocalStores.assertSays(location, refused);
        assertTrue(refused.hint().contains("file:///"), refused.hint());
    }

    @Test
    void refuses_options_it_does_not_know_by_name() {
        StoreSettings settings = new StoreSettings(StoreSettings.DEFAULT_TIMEOUT, Map.of("region", "x"));
        InvalidStoreSettingsException refused = assertThrows(
                InvalidStoreSettingsException.class,
                () -> new LocalObjectStoreProvider().open(directory.toUri(), settings, StoreContext.plain()));
        LocalStores.assertSays("region", refused);
    }
}
