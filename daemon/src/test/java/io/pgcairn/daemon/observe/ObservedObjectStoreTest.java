package io.pgcairn.daemon.observe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObservedObjectStoreTest {
    private static final ObjectKey KEY = new ObjectKey("a/b");
    private static final byte[] BYTES = {1, 2, 3};

    private final Metrics metrics = new Metrics();
    private final ObjectStore store = metrics.observe("main", "near", new MemoryObjectStore(Clock.systemUTC()));

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void every_verb_is_passed_on_and_counted() throws IOException {
        put();
        try (InputStream in = store.get(KEY, ByteRange.ALL)) {
            assertArrayEquals(BYTES, in.readAllBytes());
        }
        assertEquals(3, store.head(KEY).size());
        assertEquals(1, store.list("", "", 10).objects().size());
        store.delete(List.of(KEY));

        assertEquals(
                List.of(
                        line("delete", "ok"),
                        line("get", "ok"),
                        line("head", "ok"),
                        line("list", "ok"),
                        line("put", "ok")),
                requests().toList());
    }

    @Test
    void each_error_is_counted_as_what_it_is() throws IOException {
        assertThrows(ObjectMissingException.class, () -> store.head(KEY));
        assertThrows(ObjectMissingException.class, () -> store.get(KEY, ByteRange.ALL));
        put();
        assertThrows(ObjectExistsException.class, this::put);

        assertEquals(
                List.of(line("get", "missing"), line("head", "missing"), line("put", "exists"), line("put", "ok")),
                requests().toList());
    }

    @Test
    void an_upload_that_is_given_up_is_no_success() throws IOException {
        store.upload(KEY, PutCondition.REPLACE).close();

        assertEquals(List.of(line("put", "abandoned")), requests().toList());
    }

    @Test
    void a_body_that_breaks_off_is_counted_once_as_failed() {
        List<String> outcomes = new ArrayList<>();
        RequestClock clock = new RequestClock("get", (op, outcome, took) -> outcomes.add(op + " " + outcome));
        assertThrows(IOException.class, () -> {
            try (InputStream in = new ObservedStream(new Breaking(), clock)) {
                in.readAllBytes();
            }
        });

        assertEquals(List.of("get failed"), outcomes);
    }

    @Test
    void requests_are_timed_in_buckets() throws IOException {
        put();

        String scraped = metrics.scrape();
        assertTrue(
                scraped.contains("pgcairn_store_request_seconds_count{cluster=\"main\",op=\"put\",tier=\"near\"} 1"),
                scraped);
        assertTrue(
                scraped.contains("pgcairn_store_request_seconds_bucket{cluster=\"main\",op=\"put\",tier=\"near\","
                        + "le=\"60.0\"} 1"),
                scraped);
    }

    private void put() throws IOException {
        try (ObjectUpload upload = store.upload(KEY, PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(BYTES));
            upload.commit();
        }
    }

    private Stream<String> requests() {
        return metrics.scrape().lines().filter(line -> line.startsWith("pgcairn_store_requests_total"));
    }

    private static String line(String op, String outcome) {
        return "pgcairn_store_requests_total{cluster=\"main\",op=\"" + op + "\",outcome=\"" + outcome
                + "\",tier=\"near\"} 1.0";
    }

    private static final class Breaking extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("cut");
        }
    }
}
