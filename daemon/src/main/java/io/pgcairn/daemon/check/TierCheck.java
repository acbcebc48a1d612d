package io.pgcairn.daemon.check;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Checker.State;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.tier.Tier;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectInfo;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Checks one tier by using it: two racing conditional puts, read back whole and in part, list, delete. Whatever goes
 * wrong, what was put is deleted; what earlier checks could not delete is when it is a day old.
 */
public final class TierCheck {
    private final ObjectStore store;
    private final String subject;
    private final ProbeObjects objects;
    private final ObjectKey key;
    private final Clock clock;

    /** @param cluster below whose name the object is put and deleted */
    public TierCheck(String cluster, Tier tier, Clock clock) {
        this.clock = clock;
        this.store = tier.store();
        this.subject = "tier " + tier.name();
        this.objects = new ProbeObjects(store, cluster);
        this.key = objects.name("");
    }

    public Finding check() throws InterruptedException {
        boolean isGone = false;
        try {
            Instant before = clock.instant();
            int winners = race();
            Instant after = clock.instant();
            Optional<String> wrong = wrong();
            Optional<Instant> stored = stored();
            store.delete(List.of(key));
            isGone = true;
            Finding finding = finding(winners, wrong.or(this::stillThere));
            Optional<Finding> lesser =
                    stored.flatMap(time -> swept(time).or(() -> skew(ClockSkew.of(before, time, after))));
            return lesser.filter(_ -> finding.state() == State.OK).orElse(finding);
        } catch (IOException e) {
            return Findings.failed(subject, ObjectFailure.of("using " + store.location(), e));
        } finally {
            if (!isGone) {
                objects.remove(key);
            }
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

    private Optional<Finding> skew(ClockSkew skew) {
        return skew.trouble()
                .map(told ->
                        new Finding(State.WARNING, subject, "the store's clock " + told, "let this host follow NTP"));
    }

    /** Empty if nothing stays of checks that were killed. */
    private Optional<Finding> swept(Instant now) {
        try {
            objects.sweep(now);
            return Optional.empty();
        } catch (StoreException e) {
            return Optional.of(new Finding(
                    State.WARNING,
                    subject,
                    "what earlier checks left could not be deleted: " + e.getMessage(),
                    "it harms nobody; the next check tries again"));
        }
    }

    /** When the store took the object, by its own clock. */
    private Optional<Instant> stored() throws StoreException {
        return store.list(key.value(), "", 1).objects().stream()
                .filter(object -> object.key().equals(key))
                .findFirst()
                .map(ObjectInfo::modified);
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
