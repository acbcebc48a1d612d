package io.pgcairn.daemon.check;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Checker.State;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.tier.Tier;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Checks one tier by using it: two racing conditional puts, read back whole and in part, list, delete. */
public final class TierCheck {
    private final ObjectStore store;
    private final String subject;
    private final ObjectKey key;
    private final Clock clock;

    /** @param cluster below whose name the object is put and deleted */
    public TierCheck(String cluster, Tier tier, Clock clock) {
        this.clock = clock;
        this.store = tier.store();
        this.subject = "tier " + tier.name();
        this.key = new ObjectKey(cluster + "/check-" + UUID.randomUUID());
    }

    public Finding check() throws InterruptedException {
        try {
            Instant before = clock.instant();
            int winners = race();
            Instant after = clock.instant();
            Optional<String> wrong = wrong();
            Optional<String> skew = skew(before, after);
            store.delete(List.of(key));
            Finding finding = finding(winners, wrong.or(this::stillThere));
            return finding.state() == State.OK && skew.isPresent()
                    ? new Finding(State.WARNING, subject, "the store's clock " + skew.get(), "let this host follow NTP")
                    : finding;
        } catch (IOException e) {
            return Findings.failed(subject, ObjectFailure.of("using " + store.location(), e));
        }
    }

    /** What the store does wrong with the object that it took; empty if nothing. */
    private Optional<String> wrong() throws IOException {
        byte[] back = read(ByteRange.ALL);
        if (!Arrays.equals(back, content(0)) && !Arrays.equals(back, content(1))) {
            return Optional.of("gave back other bytes than were stored");
        }
        ByteRange middle = new ByteRange(8, 5);
        if (!Arrays.equals(read(middle), Arrays.copyOfRange(back, 8, 13))) {
            return Optional.of("gave back other bytes than a range was asked for");
        }
        if (!isListedAfter("")) {
            return Optional.of("does not list what was just stored");
        }
        return isListedAfter(key.value())
                ? Optional.of("lists an object after its own name: listings would never end")
                : Optional.empty();
    }

    private boolean isListedAfter(String after) throws StoreException {
        return store.list(key.value(), after, 1).objects().stream()
                .anyMatch(object -> object.key().equals(key));
    }

    /** The object's time lies between the two where the clocks agree. */
    private Optional<String> skew(Instant before, Instant after) throws StoreException {
        return store.list(key.value(), "", 1).objects().stream()
                .findFirst()
                .flatMap(
                        object -> ClockSkew.of(before, object.modified(), after).trouble());
    }

    private Optional<String> stillThere() {
        try {
            store.head(key);
            return Optional.of("still has what was just deleted");
        } catch (ObjectMissingException e) {
            return Optional.empty();
        } catch (StoreException e) {
            return Optional.of("cannot say whether what was deleted is gone: " + e.getMessage());
        }
    }

    private Finding finding(int winners, Optional<String> wrong) {
        String where = store.location();
        if (wrong.isPresent()) {
            return new Finding(State.FAILED, subject, where + " " + wrong.get(), "do not use this store for backups");
        }
        if (winners == 0) {
            return new Finding(
                    State.FAILED,
                    subject,
                    where + " told both of two racing conditional puts that they lost",
                    "do not use this store for backups");
        }
        if (!store.capabilities().conditionalPut()) {
            return new Finding(
                    State.WARNING,
                    subject,
                    where + " has no conditional puts: of two daemons that write one name both would believe they won",
                    "let one daemon alone write this cluster; names carry their content's digest, so that is safe");
        }
        if (winners > 1) {
            return new Finding(
                    State.WARNING,
                    subject,
                    where + " let both of two racing conditional puts win, although it claims not to",
                    "set conditional_put: false under the tier's options, and let one daemon alone write this cluster");
        }
        return new Finding(
                State.OK, subject, where + " stores, lists, reads and deletes; one of two racing puts won", "");
    }

    /** How many of two uploads of one new name were told that they have it. */
    private int race() throws IOException, InterruptedException {
        List<Callable<Boolean>> racers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            byte[] content = content(i);
            racers.add(() -> put(content));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int winners = 0;
            for (Future<Boolean> racer : threads.invokeAll(racers)) {
                winners += racer.get() ? 1 : 0;
            }
            return winners;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("a racing put failed", e);
        }
    }

    private boolean put(byte[] content) throws StoreException {
        try (ObjectUpload upload = store.upload(key, PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(content));
            upload.commit();
            return true;
        } catch (ObjectExistsException e) {
            return false;
        }
    }

    private byte[] read(ByteRange range) throws IOException {
        try (InputStream object = store.get(key, range)) {
            return object.readAllBytes();
        }
    }

    private static byte[] content(int racer) {
        return ("pgcairn check, racer " + racer).getBytes(StandardCharsets.UTF_8);
    }
}
