package io.pgcairn.daemon.restore;

import static io.pgcairn.daemon.restore.ArchiveFixture.content;
import static io.pgcairn.daemon.restore.ArchiveFixture.name;
import static io.pgcairn.daemon.restore.ArchiveFixture.segment;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.TruncatedObjectException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.StoreStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is answered when the store fails, lies or changes underfoot: anything but "absent". */
class WalServerFaultsTest {
    private static final Duration HOLD = Duration.ofSeconds(60);
    private static final WalServerSettings SETTINGS =
            new WalServerSettings(HOLD, Duration.ofSeconds(15), 0, 0, Duration.ofDays(1));
    private static final int FOREVER = Integer.MAX_VALUE;

    private final FakeWalTime time = FakeWalTime.rushing();
    private ArchiveFixture fixture;
    private WalServer server;

    @BeforeEach
    void open() throws IOException {
        fixture = new ArchiveFixture();
        server = new WalServer(fixture.archiveUnderTest(), SETTINGS, time, new Random(2));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private byte[] found(String fileName) {
        WalAnswer.Found found = assertInstanceOf(WalAnswer.Found.class, server.answer(fileName));
        try (WalFile file = found.file()) {
            byte[] copy = new byte[file.bytes().remaining()];
            file.bytes().get(copy);
            return copy;
        }
    }

    private WalAnswer.Unavailable unavailable(String fileName) {
        WalAnswer.Unavailable answer = assertInstanceOf(WalAnswer.Unavailable.class, server.answer(fileName));
        assertTrue(!answer.hint().isEmpty(), "no hint: " + answer.message());
        return answer;
    }

    private void failing(StoreStep step, int times, Function<String, StoreException> failure) {
        fixture.store.follow(FaultScript.failing(step, times, _ -> true, failure));
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreStep.class,
            names = {"LIST", "GET", "READ"})
    void a_fault_that_passes_within_the_hold_is_not_seen(StoreStep step) throws IOException {
        fixture.pushSegments(1, 1, 1);
        failing(step, 3, key -> new StoreUnavailableException("the store is down: " + key, "wait", null));
        assertArrayEquals(content(1, 1), found(name(1, 1)));
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreStep.class,
            names = {"LIST", "GET", "READ"})
    void a_fault_that_stays_is_unavailable_after_the_hold(StoreStep step) throws IOException {
        fixture.pushSegments(1, 1, 1);
        failing(step, FOREVER, key -> new StoreTimeoutException("no answer about " + key, "wait", null));
        long before = time.nanos();
        assertEquals(Fault.STORE_TIMEOUT, unavailable(name(1, 1)).fault());
        assertEquals(HOLD, Duration.ofNanos(time.nanos() - before));
    }

    @Test
    void a_listing_that_fails_never_makes_a_missing_file_absent() {
        failing(StoreStep.LIST, FOREVER, key -> new StoreUnavailableException("down: " + key, "wait", null));
        unavailable(name(1, 1));
        unavailable("00000002.history");
    }

    @Test
    void a_second_page_that_fails_never_makes_a_file_absent() {
        AtomicInteger listings = new AtomicInteger();
        fixture.store.follow((step, key) -> {
            if (step == StoreStep.LIST && listings.incrementAndGet() % 2 == 0) {
                throw new StoreUnavailableException("down: " + key, "wait", null);
            }
        });
        unavailable(name(1, 1));
    }

    @Test
    void refused_rights_are_told_at_once() throws IOException {
        fixture.pushSegments(1, 1, 1);
        failing(StoreStep.GET, FOREVER, key -> new StoreForbiddenException("403 for " + key, "check the key", null));
        assertEquals(Fault.STORE_FORBIDDEN, unavailable(name(1, 1)).fault());
        failing(StoreStep.LIST, FOREVER, key -> new StoreForbiddenException("403 for " + key, "check the key", null));
        assertEquals(Fault.STORE_FORBIDDEN, unavailable(name(1, 7)).fault());
        assertEquals(List.of(), time.slept());
    }

    @Test
    void a_body_that_ends_early_is_fetched_again() throws IOException {
        fixture.pushSegments(1, 1, 1);
        failing(StoreStep.READ, 1, key -> new TruncatedObjectException(key + " ended early", "", null));
        assertArrayEquals(content(1, 1), found(name(1, 1)));
    }

    @Test
    void damaged_bytes_are_unavailable_and_say_so() throws IOException {
        fixture.pushSegments(1, 1, 1);
        overwrite(name(1, 1), new byte[1000]);
        assertEquals(Fault.CORRUPT, unavailable(name(1, 1)).fault());
    }

    @Test
    void another_segments_bytes_under_the_name_are_refused() throws IOException {
        fixture.pushSegments(1, 1, 2);
        byte[] other = fixture.memory
                .get(keyOf(name(1, 2)), io.pgcairn.storage.ByteRange.ALL)
                .readAllBytes();
        overwrite(name(1, 1), other);
        assertEquals(Fault.CORRUPT, unavailable(name(1, 1)).fault());
    }

    @Test
    void a_damaged_history_is_unavailable() throws IOException {
        fixture.pushHistory(2, 1, 5, 100);
        overwrite("00000002.history", "2\t0/0\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertEquals(Fault.CORRUPT, unavailable("00000002.history").fault());
    }

    @Test
    void a_history_that_cannot_be_read_leaves_a_missing_segment_unavailable() throws IOException {
        fixture.pushSegments(1, 1, 1);
        fixture.pushHistory(2, 1, 5, 100);
        overwrite("00000002.history", "nonsense".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        unavailable(name(1, 2));
    }

    private ObjectKey keyOf(String fileName) throws IOException {
        return fixture.memory.list("", "", 1000).objects().stream()
                .map(io.pgcairn.storage.ObjectInfo::key)
                .filter(key -> key.value().contains(fileName))
                .findFirst()
                .orElseThrow();
    }

    private void overwrite(String fileName, byte[] bytes) throws IOException {
        try (ObjectUpload upload = fixture.memory.upload(keyOf(fileName), PutCondition.REPLACE)) {
            upload.write(ByteBuffer.wrap(bytes));
            upload.commit();
        }
    }

    @Test
    void tails_replaced_by_the_complete_segment_between_listing_and_get_are_answered_from_it() throws IOException {
        fixture.pushTail(1, 2, 0, 5000);
        onceBefore(StoreStep.GET, () -> {
            fixture.pushSegments(1, 2, 2);
            fixture.writer.deleteTails(segment(1, 2));
        });
        assertArrayEquals(content(1, 2), found(name(1, 2)));
    }

    @Test
    void a_segment_completed_while_the_listing_runs_is_not_missed() throws IOException {
        fixture.pushTail(1, 2, 0, 5000);
        AtomicBoolean isDone = new AtomicBoolean();
        // The first listing sees neither: the complete segment came after its name was passed, the tails went before.
        WalServer slow = new WalServer(new HidingArchive(fixture, isDone).open(), SETTINGS, time, new Random(3));
        WalAnswer answer = slow.answer(name(1, 2));
        assertInstanceOf(WalAnswer.Found.class, answer);
        assertTrue(isDone.get());
        slow.close();
    }

    @Test
    void a_segment_that_was_pruned_with_all_after_it_is_absent_only_after_a_fresh_look() throws IOException {
        fixture.pushSegments(1, 1, 2);
        found(name(1, 1));
        fixture.delete(key -> key.contains("/wal/00000001/"));
        assertInstanceOf(WalAnswer.Absent.class, server.answer(name(1, 2)));
    }

    @Test
    void a_segment_deleted_under_the_server_with_later_ones_left_is_a_gap() throws IOException {
        fixture.pushSegments(1, 1, 3);
        found(name(1, 1));
        fixture.delete(key -> key.contains(name(1, 2)));
        assertInstanceOf(WalAnswer.Gap.class, server.answer(name(1, 2)));
    }

    @Test
    void memory_is_given_back_after_a_failed_fetch() throws IOException {
        fixture.pushSegments(1, 1, 1);
        for (int i = 0; i < 5; i++) {
            failing(StoreStep.READ, FOREVER, key -> new StoreForbiddenException("no " + key, "check", null));
            unavailable(name(1, 1));
        }
        fixture.store.follow(FaultScript.none());
        found(name(1, 1));
    }

    @Test
    void clients_that_keep_their_segments_do_not_stop_the_next_one_for_ever() throws IOException {
        fixture.pushSegments(1, 1, 1);
        WalServer impatient = new WalServer(
                fixture.archiveUnderTest(),
                new WalServerSettings(Duration.ZERO, Duration.ZERO, 0, 0, Duration.ofDays(1)),
                FakeWalTime.held(),
                new Random(4));
        WalAnswer first = impatient.answer(name(1, 1));
        WalAnswer second = impatient.answer(name(1, 1));
        assertInstanceOf(WalAnswer.Unavailable.class, impatient.answer(name(1, 1)));
        assertInstanceOf(WalAnswer.Found.class, first).file().close();
        assertInstanceOf(WalAnswer.Found.class, impatient.answer(name(1, 1)))
                .file()
                .close();
        assertInstanceOf(WalAnswer.Found.class, second).file().close();
        impatient.close();
        assertEquals(0, impatient.heldBytes());
    }

    @Test
    void an_interrupted_request_is_unavailable() throws IOException {
        fixture.pushSegments(1, 1, 1);
        WalServer held = new WalServer(fixture.archiveUnderTest(), SETTINGS, FakeWalTime.held(), new Random(5));
        failing(StoreStep.GET, FOREVER, key -> new StoreUnavailableException("down: " + key, "wait", null));
        Thread.currentThread().interrupt();
        assertInstanceOf(WalAnswer.Unavailable.class, held.answer(name(1, 1)));
        assertTrue(Thread.interrupted());
        held.close();
    }

    /** Something done to the archive. */
    private interface Deed {
        void run() throws IOException;
    }

    private void onceBefore(StoreStep step, Deed deed) {
        AtomicBoolean isDone = new AtomicBoolean();
        fixture.store.follow((at, _) -> {
            if (at == step && isDone.compareAndSet(false, true)) {
                try {
                    deed.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    @Test
    void tails_that_are_replaced_after_the_judgement_are_never_answered_with_zeros() throws IOException {
        fixture.pushTail(1, 2, 0, 5000);
        fixture.pushHistory(2, 1, 2, 100);
        WalArchive archive = fixture.archiveUnderTest();
        AtomicInteger histories = new AtomicInteger();
        fixture.store.follow((step, key) -> {
            if (step == StoreStep.GET && key.contains(".history") && histories.getAndIncrement() == 0) {
                replaceTails(archive);
            }
        });
        try (WalServer other = new WalServer(archive, SETTINGS, time, new Random(2))) {
            WalAnswer.Found found = assertInstanceOf(WalAnswer.Found.class, other.answer(name(1, 2)));
            byte[] copy = new byte[found.file().bytes().remaining()];
            found.file().bytes().get(copy);
            found.file().close();
            assertArrayEquals(content(1, 2), copy);
        }
    }

    /** The segment becomes complete, and another request lists the store anew meanwhile. */
    private void replaceTails(WalArchive archive) {
        try {
            fixture.pushSegments(1, 2, 2);
            fixture.writer.deleteTails(ArchiveFixture.segment(1, 2));
            archive.inventory().refresh();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
