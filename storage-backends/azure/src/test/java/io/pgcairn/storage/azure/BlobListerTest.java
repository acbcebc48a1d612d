package io.pgcairn.storage.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Listings cost a request a page, wherever they begin, with servers that know how to and such that do not. */
class BlobListerTest {
    private static final URI LOCATION = URI.create("azure://someaccount/container/root");
    private static final int KEYS = 20_000;

    @TempDir
    Path directory;

    private AzureObjects requests(Recorder recorder) throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        String endpoint = "http://127.0.0.1:" + recorder.port() + "/someaccount";
        StoreSettings settings = new StoreSettings(
                StoreSettings.DEFAULT_TIMEOUT, Map.of("account_key_file", key.toString(), "endpoint", endpoint));
        AzureSettings azure = AzureSettings.read(AzureLocation.parse(LOCATION), LOCATION, settings);
        return AzureClient.objects(azure, settings, StoreContext.plain());
    }

    private static TreeSet<String> blobs(int count) {
        TreeSet<String> names = new TreeSet<>(List.of("another", "root/%strange name", "root/wal/", "root0"));
        for (int i = 0; i < count; i++) {
            names.add("root/" + key(i));
        }
        return names;
    }

    private static String key(int number) {
        return String.format(Locale.ROOT, "wal/%08X", number);
    }

    private static List<String> walk(AzureObjects requests, String after, int limit) throws StoreException {
        List<String> keys = new ArrayList<>();
        String last = after;
        while (true) {
            ObjectPage page = requests.list("wal/", last, limit);
            assertTrue(
                    page.objects().size() <= limit,
                    "a page of " + page.objects().size());
            page.objects().stream().map(ObjectInfo::key).forEach(each -> keys.add(each.value()));
            if (page.isLast()) {
                return keys;
            }
            last = keys.getLast();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, false", "true, true", "false, true"})
    void asks_once_for_each_page(boolean knowsStart, boolean emptyPages) throws Exception {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            expected.add(key(i));
        }
        BlobListing listing = new BlobListing(blobs(KEYS), knowsStart, emptyPages);
        try (Recorder recorder = Recorder.start(listing);
                AzureObjects requests = requests(recorder)) {
            assertEquals(expected, walk(requests, "", 1000));
            int pages = KEYS / 1000 + 1;
            int asked = recorder.seen().size();
            assertTrue(asked <= (emptyPages ? 2 : 1) * pages + 2, asked + " requests for " + pages + " pages");
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 2", "false, 6"})
    void begins_amid_many_objects(boolean knowsStart, int mostRequests) throws Exception {
        try (Recorder recorder = Recorder.start(new BlobListing(blobs(KEYS), knowsStart, false));
                AzureObjects requests = requests(recorder)) {
            int first = KEYS - 5;
            assertEquals(List.of(key(first + 1), key(first + 2)), keys(requests.list("wal/", key(first), 2)));
            assertTrue(recorder.seen().size() <= mostRequests, recorder.seen().size() + " requests");
            assertEquals(4, walk(requests, key(first), 10).size());
            assertEquals(KEYS, walk(requests, "wal", 5000).size());
            assertEquals(0, walk(requests, "wal0", 5000).size());
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 3", "false, 8"})
    void skips_a_directory_without_reading_it(boolean knowsStart, int mostRequests) throws Exception {
        TreeSet<String> names = blobs(KEYS);
        names.add("root/wax/1");
        try (Recorder recorder = Recorder.start(new BlobListing(names, knowsStart, false));
                AzureObjects requests = requests(recorder)) {
            assertEquals(List.of("wax/1"), keys(requests.list("", "wal/~", 1)));
            assertEquals(List.of(), keys(requests.list("wal/", "wal/~", 1)));
            assertTrue(recorder.seen().size() <= mostRequests, recorder.seen().size() + " requests");
        }
    }

    @Test
    void sees_what_came_in_where_an_earlier_listing_ended() throws Exception {
        TreeSet<String> names = blobs(0);
        names.addAll(List.of("root/wal/a", "root/wal/c"));
        try (Recorder recorder = Recorder.start(new BlobListing(names, true, false));
                AzureObjects requests = requests(recorder)) {
            assertEquals(List.of("wal/a"), keys(requests.list("wal/", "", 1)));
            names.add("root/wal/b");
            assertEquals(List.of("wal/b"), keys(requests.list("wal/", "wal/a", 1)));
        }
    }

    @Test
    void refuses_a_server_that_lists_in_another_order() throws Exception {
        TreeSet<String> names = new TreeSet<>(Comparator.comparing((String name) -> name.replace('/', '\0')));
        names.addAll(List.of("root/wal/a/b", "root/wal/a-b"));
        try (Recorder recorder = Recorder.start(new BlobListing(names, true, false));
                AzureObjects requests = requests(recorder)) {
            InvalidStoreSettingsException refused =
                    assertThrows(InvalidStoreSettingsException.class, () -> requests.list("", "", 10));
            assertTrue(refused.hint().contains("hierarchical namespace"), refused.hint());
        }
    }

    private static List<String> keys(ObjectPage page) {
        return page.objects().stream().map(each -> each.key().value()).toList();
    }
}
