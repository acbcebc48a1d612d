package io.pgcairn.daemon.program;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Checker.State;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Checks one cluster's store by using it: two racing conditional puts, read back, list, delete. */
final class TierCheck {
    private final ObjectStore store;
    private final String subject;
    private final ObjectKey key;

    TierCheck(OpenedCluster cluster) {
        ClusterConfig config = cluster.config();
        this.store = cluster.store();
        this.subject = "tier " + config.tiers().getFirst().name();
        this.key = new ObjectKey(config.name() + "/check-" + UUID.randomUUID());
    }

    List<Finding> check() throws InterruptedException {
        try {
            int winners = race();
            byte[] back = readBack();
            boolean isListed = store.list(key.value(), "", 1).objects().stream()
                    .anyMatch(object -> object.key().equals(key));
            store.delete(List.of(key));
            return List.of(finding(winners, back, isListed));
        } catch (IOException e) {
            ObjectFailure failure = ObjectFailure.of("using " + store.location(), e);
            return List.of(CheckProgram.failed(subject, failure));
        }
    }

    private Finding finding(int winners, byte[] back, boolean isListed) {
        String where = store.location();
        boolean isWhole = Arrays.equals(back, content(0)) || Arrays.equals(back, content(1));
        if (!isWhole || !isListed) {
            String what = isWhole ? "does not list what was just stored" : "gave back other bytes than were stored";
            return new Finding(State.FAILED, subject, where + " " + what, "do not use this store for backups");
        }
        if (winners != 1) {
            return new Finding(
                    State.WARNING,
                    subject,
                    where + " let " + winners + " of two racing conditional puts win",
                    "names carry their content's digest, so nothing is overwritten with other bytes; one daemon only");
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

    private byte[] readBack() throws IOException {
        try (InputStream object = store.get(key, ByteRange.ALL)) {
            return object.readAllBytes();
        }
    }

    private static byte[] content(int racer) {
        return ("pgcairn check, racer " + racer).getBytes(StandardCharsets.UTF_8);
    }
}
