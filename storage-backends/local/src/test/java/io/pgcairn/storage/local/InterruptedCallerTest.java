package io.pgcairn.storage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interrupts and a disk that hangs. */
class InterruptedCallerTest {
    @TempDir
    Path root;

    /** A disk whose links hang until they are let go. */
    private static final class HangingPublication implements Publication {
        private final LinkPublication link = new LinkPublication();
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public void publishIfAbsent(Path file, Path target) throws IOException {
            reached.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IOException("the worker is never interrupted", e);
            }
            link.publishIfAbsent(file, target);
        }

        @Override
        public boolean isExclusive() {
            return true;
        }
    }

    @Test
    void fails_by_type_stays_interrupted_and_leaves_nothing() throws Exception {
        try (ObjectStore store = LocalStores.open(root)) {
            LocalStores.put(store, "there", 10);
            try (ObjectUpload written = store.upload(LocalStores.key("a/b"), PutCondition.IF_ABSENT);
                    ObjectUpload committed = store.upload(LocalStores.key("a/c"), PutCondition.IF_ABSENT);
                    InputStream in = store.get(LocalStores.key("there"), ByteRange.ALL)) {
                committed.write(ByteBuffer.allocate(1000));
                Thread.currentThread().interrupt();
                assertThrows(StoreUnavailableException.class, () -> written.write(ByteBuffer.allocate(1)));
                assertThrows(StoreUnavailableException.class, committed::commit);
                assertThrows(StoreUnavailableException.class, in::read);
                assertThrows(StoreUnavailableException.class, () -> store.head(LocalStores.key("there")));
            }
            assertTrue(Thread.interrupted(), "the interrupt is still there for those above");
            assertEquals(List.of("there"), LocalStores.files(root));
        }
    }

    @Test
    void finishes_a_publication_that_an_interrupt_comes_too_late_for() throws Exception {
        HangingPublication disk = new HangingPublication();
        try (ObjectStore store = LocalStores.open(root, disk, Duration.ofMinutes(1))) {
            CompletableFuture<Boolean> outcome = new CompletableFuture<>();
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    LocalStores.put(store, "a/b", 10);
                    outcome.complete(Thread.currentThread().isInterrupted());
                } catch (IOException e) {
                    outcome.completeExceptionally(e);
                }
            });
            assertTrue(disk.reached.await(120, TimeUnit.SECONDS));
            writer.interrupt();
            disk.released.countDown();
            assertTrue(outcome.get(120, TimeUnit.SECONDS), "committed, and still interrupted");
            assertEquals(List.of("a/b"), LocalStores.files(root));
        }
    }

    @Test
    void gives_up_on_a_hanging_disk_and_says_what_is_not_known() throws Exception {
        HangingPublication disk = new HangingPublication();
        try (ObjectStore store = LocalStores.open(root, disk, Duration.ofSeconds(3))) {
            ObjectUpload upload = store.upload(LocalStores.key("a"), PutCondition.IF_ABSENT);
            StoreTimeoutException late = assertThrows(StoreTimeoutException.class, upload::commit);
            LocalStores.assertSays("not known", late);
            disk.released.countDown();
            upload.close();
        }
    }
}
