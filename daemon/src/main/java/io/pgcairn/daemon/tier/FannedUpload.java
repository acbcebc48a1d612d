package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.trail.Trail;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreUnavailableException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * An upload to several tiers at once: the same bytes to each, one after the other, then all commits together. It holds
 * nothing that another upload could wait for.
 */
final class FannedUpload implements ObjectUpload {
    private final ObjectKey key;
    private final List<Leg> legs;
    private final boolean goesOn;
    private boolean isOpen = true;

    /** @param goesOn whether the tiers that work get the object before the failure of another one is told */
    FannedUpload(ObjectKey key, List<Leg> legs, boolean goesOn) {
        this.key = key;
        this.legs = List.copyOf(legs);
        this.goesOn = goesOn;
    }

    @Override
    public void write(ByteBuffer bytes) throws StoreException {
        requireOpen();
        try {
            for (Leg leg : legs) {
                write(leg, bytes.duplicate());
            }
            Leg.requireSending(legs);
            bytes.position(bytes.limit());
        } catch (StoreException | RuntimeException e) {
            abandon(e);
            throw e;
        }
    }

    private void write(Leg leg, ByteBuffer bytes) throws StoreException {
        if (!leg.isSending()) {
            return;
        }
        try {
            leg.write(bytes);
        } catch (StoreException e) {
            leg.fail(e);
            if (!goesOn) {
                throw e;
            }
        }
    }

    @Override
    public void commit() throws StoreException {
        requireOpen();
        isOpen = false;
        try {
            commitAll();
            Leg.requireUnfailed(legs);
            Leg.requireMissing(key, legs);
        } catch (StoreException | RuntimeException e) {
            abandon(e);
            throw e;
        }
    }

    /** Every tier is waited for, also when one has failed: what the others have need not be sent again. */
    private void commitAll() throws StoreException {
        List<Callable<Void>> commits = new ArrayList<>();
        for (Leg leg : legs.stream().filter(Leg::isSending).toList()) {
            commits.add(Trail.here().aroundCall(() -> {
                try {
                    leg.commit();
                } catch (StoreException e) {
                    leg.fail(e);
                }
                return null;
            }));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> commit : threads.invokeAll(commits)) {
                commit.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while " + key + " was committed", "", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the commit of " + key + " failed", e);
        }
    }

    private void abandon(Exception failure) {
        isOpen = false;
        Leg.close(legs, failure);
    }

    private void requireOpen() {
        if (!isOpen) {
            throw new IllegalStateException("the upload of " + key + " has ended already");
        }
    }

    @Override
    public void close() throws StoreException {
        isOpen = false;
        List<StoreException> failures = new ArrayList<>();
        for (Leg leg : legs) {
            try {
                leg.close();
            } catch (StoreException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }
}
