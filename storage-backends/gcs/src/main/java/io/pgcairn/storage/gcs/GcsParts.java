package io.pgcairn.storage.gcs;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.storage.model.StorageObject;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.remote.PartBody;
import io.pgcairn.storage.remote.RemoteParts;
import io.pgcairn.storage.remote.RemoteTarget;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An object on its way through a resumable session. Google keeps multiples of 256 KiB and makes the object appear with
 * its last byte; so what is left of the last part waits here, less than that, for {@link #complete()}.
 *
 * <p>A call that is made again waits for the one before to end, asks the session how far it got, and goes on there.
 */
final class GcsParts implements RemoteParts {
    private final GcsRequests requests;
    private final RemoteTarget target;
    private final ResumableSession session;
    private final String what;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock.
    private final Checksum checksum = new Checksum();
    private int partsDone;
    private long sent;
    private byte[] rest = new byte[0];
    private boolean isUnsure;
    private boolean isFinished;
    private boolean isSpoilt;

    /** @param what the call and its object, to begin a sentence with */
    GcsParts(GcsRequests requests, RemoteTarget target, ResumableSession session, String what) {
        this.requests = requests;
        this.target = target;
        this.session = session;
        this.what = what;
    }

    /** Something that is done by one call at a time. */
    @FunctionalInterface
    private interface Step {
        void take() throws IOException;
    }

    @Override
    public void put(int number, long offset, PartBody body, boolean isLast) throws StoreException {
        alone(() -> {
            if (number <= partsDone) {
                return;
            }
            int length = isLast ? body.length() - body.length() % GcsSettings.PART_MULTIPLE : body.length();
            try {
                send(offset, body, length);
                rest = restOf(body, length);
            } catch (HttpResponseException e) {
                throw ofPart(e);
            }
            checksum.update(body);
            sent = offset + length;
            partsDone = number;
        });
    }

    @Override
    public void complete() throws StoreException {
        alone(() -> {
            if (isSpoilt) {
                throw new ObjectMissingException(what + ": the upload was damaged and is deleted", "", null);
            }
            if (isFinished) {
                return;
            }
            try {
                StorageObject object = finish();
                requests.requireNamed(target, object);
                isFinished = true;
                requireChecksum(object);
            } catch (HttpResponseException e) {
                throw ofComplete(e);
            }
        });
    }

    @Override
    public void abort() throws StoreException {
        alone(() -> {
            if (!isFinished) {
                session.cancel();
            }
        });
    }

    private void send(long offset, PartBody body, int length) throws IOException {
        long end = offset + length;
        long next = isUnsure ? kept(session.ask()) : offset;
        requireWithin(next, offset, end);
        while (next < end) {
            isUnsure = true;
            int from = (int) (next - offset);
            long now = kept(session.send(new BodyContent(body, from, length - from), next));
            // Google may keep less than it was sent; that it keeps something bounds the loop.
            requireWithin(now, next + 1, end);
            next = now;
        }
        isUnsure = false;
    }

    private StorageObject finish() throws IOException {
        long total = sent + rest.length;
        long next = sent;
        if (isUnsure) {
            switch (session.ask()) {
                case SessionState.Finished finished -> {
                    return finished.object();
                }
                case SessionState.Kept kept -> next = kept.bytes();
            }
            requireWithin(next, sent, total);
        }
        isUnsure = true;
        int from = (int) (next - sent);
        HttpContent last = new ByteArrayContent(BodyContent.TYPE, rest, from, rest.length - from);
        if (session.finish(last, next, checksum.asHeader()) instanceof SessionState.Finished finished) {
            return finished.object();
        }
        throw new StoreUnavailableException(what + ": Google has all bytes and waits for more", "", null);
    }

    /**
     * Google compares, too, where it knows the header; who does not, tells at least what it stored. What is wrong must
     * not stay, since the name and the mark would speak for it.
     */
    private void requireChecksum(StorageObject object) throws IOException {
        String stored = object.getCrc32c();
        if (stored != null && !stored.equals(checksum.base64())) {
            isSpoilt = true;
            Void unused = requests.delete(target.key())
                    .setGeneration(object.getGeneration())
                    .execute();
            throw new StoreUnavailableException(what + ": the bytes were damaged on their way", "", null);
        }
    }

    private long kept(SessionState state) throws StoreException {
        return switch (state) {
            case SessionState.Kept kept -> kept.bytes();
            case SessionState.Finished _ ->
                throw new StoreUnavailableException(what + ": Google ended the upload before its end", "", null);
        };
    }

    private void requireWithin(long kept, long least, long most) throws StoreException {
        if (kept < least || kept > most) {
            throw new StoreUnavailableException(
                    what + ": Google keeps " + kept + " bytes, expected were " + least + " to " + most, "", null);
        }
    }

    private static byte[] restOf(PartBody body, int from) throws IOException {
        try (InputStream in = body.open()) {
            in.skipNBytes(from);
            return in.readNBytes(body.length() - from);
        }
    }

    private StoreException ofPart(HttpResponseException e) {
        int status = e.getStatusCode();
        return status == 404 || status == 410
                // The session cannot be had back, and the bytes before this part are gone: the object must be put anew.
                ? new StoreUnavailableException(what + ": Google has forgotten the upload (" + status + ")", "", e)
                : GcsErrors.of(what, e);
    }

    private StoreException ofComplete(HttpResponseException e) {
        int status = e.getStatusCode();
        if (status == 404 || status == 410) {
            return new ObjectMissingException(what + ": Google does not know the upload (" + status + ")", "", e);
        }
        return GcsObjects.isTaken(target, status)
                ? new ObjectExistsException(what + ": the name is taken", "", e)
                : GcsErrors.of(what, e);
    }

    private void alone(Step step) throws StoreException {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(what + ": interrupted", "", e);
        }
        try {
            step.take();
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw GcsErrors.of(what, e);
        } finally {
            lock.unlock();
        }
    }
}
