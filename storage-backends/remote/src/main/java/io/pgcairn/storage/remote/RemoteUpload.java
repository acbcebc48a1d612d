package io.pgcairn.storage.remote;

import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreFullException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An object that is gathered part by part; a short one is put with one request at the commit. */
final class RemoteUpload implements ObjectUpload {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteUpload.class);
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(30);

    private enum State {
        OPEN,
        FAILED,
        DONE
    }

    private final Remote remote;
    private final RemoteTarget target;
    private final UploadShare share;
    private final PartsOnTheirWay onTheirWay;
    private GatheredPart gathered;
    private Optional<RemoteParts> parts = Optional.empty();
    private int number = 1;
    private long offset;
    private State state = State.OPEN;

    RemoteUpload(Remote remote, RemoteTarget target, UploadShare share) {
        this.remote = remote;
        this.target = target;
        this.share = share;
        this.gathered = new GatheredPart(share.pool());
        this.onTheirWay = new PartsOnTheirWay(
                remote.objects().partRules().parallel(), share.background(), () -> call("storing a part of object "));
    }

    @Override
    public void write(ByteBuffer bytes) throws StoreException {
        requireOpen();
        state = State.FAILED; // unless all goes well
        Call call = begin("writing object ");
        requireRoom(call, bytes.remaining());
        while (bytes.hasRemaining()) {
            if (gathered.length() == share.sizes().lengthOf(number)) {
                sendGathered(call);
            }
            gathered.gather(bytes, share.sizes().lengthOf(number));
        }
        onTheirWay.check(call);
        call.check();
        state = State.OPEN;
    }

    @Override
    public void commit() throws StoreException {
        requireOpen();
        state = State.FAILED;
        Call call = begin("storing object ");
        Publication publication = new Publication(remote, target);
        if (parts.isEmpty()) {
            publication.publish(
                    "put", call, new SendPart(gathered, body -> remote.objects().put(target, body)));
        } else {
            RemoteParts begun = parts.get();
            onTheirWay.awaitAll(call);
            putPart(call, begun, new Part(number, offset, gathered), true);
            publication.publish("complete", call, () -> complete(begun));
            share.open().remove(begun);
        }
        state = State.DONE;
        gathered.letGo(false);
    }

    @Override
    public void close() {
        if (state != State.DONE) {
            state = State.DONE;
            boolean wasInterrupted = Thread.interrupted(); // what is abandoned must go whoever is in a hurry
            try {
                parts.ifPresent(this::abandon);
            } finally {
                gathered.letGo(false);
                if (wasInterrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** A part that is full and whose memory the upload has handed over. */
    private record Part(int number, long offset, GatheredPart bytes) {}

    /** Sends what is gathered and begins to gather anew. Called only when there is more to come. */
    private void sendGathered(Call call) throws StoreException {
        RemoteParts begun = begunParts(call);
        onTheirWay.awaitRoom(call);
        Part full = new Part(number, offset, gathered);
        gathered = new GatheredPart(share.pool());
        number++;
        offset += full.bytes().length();
        onTheirWay.put(call, partCall -> putAndLetGo(partCall, begun, full));
    }

    private void putAndLetGo(Call call, RemoteParts begun, Part part) throws StoreException {
        try {
            putPart(call, begun, part, false);
        } finally {
            part.bytes().letGo(false);
        }
    }

    private void putPart(Call call, RemoteParts begun, Part part, boolean isLast) throws StoreException {
        SendPart.Sending sending = body -> {
            try {
                begun.put(part.number(), part.offset(), body, isLast);
            } catch (ObjectMissingException e) {
                throw call.unavailable(": the store does not know the upload any more", e); // whatever the key has
            } catch (ObjectExistsException e) {
                throw call.unavailable(": the store refuses a part as if it were an object", e);
            }
        };
        boolean unused = remote.ask("part", call, new SendPart(part.bytes(), sending));
    }

    private RemoteParts begunParts(Call call) throws StoreException {
        if (parts.isEmpty()) {
            Publication publication = new Publication(remote, target);
            RemoteParts begun = remote.retries().run("begin", call, () -> publication.begin(call));
            share.open().add(begun);
            parts = Optional.of(begun);
        }
        return parts.get();
    }

    private void abandon(RemoteParts begun) {
        Duration patience = patience();
        onTheirWay.giveUp(patience.toNanos());
        share.open().remove(begun);
        Call call =
                new Call("abandoning object " + target.key(), remote.objects().location(), patience);
        try {
            boolean unused = remote.ask("abort", call, () -> abort(begun));
        } catch (StoreException e) {
            // Nobody sees what is left, and the caller has a better reason to fail, or none.
            LOG.debug("what is left of object {} is left to the sweep", target.key(), e);
        }
    }

    private Duration patience() {
        if (remote.timeout().compareTo(LEAST_PATIENCE) < 0) {
            return LEAST_PATIENCE;
        }
        return remote.timeout().compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : remote.timeout();
    }

    private static boolean complete(RemoteParts begun) throws StoreException {
        begun.complete();
        return true;
    }

    private static boolean abort(RemoteParts begun) throws StoreException {
        begun.abort();
        return true;
    }

    private void requireRoom(Call call, int more) throws StoreException {
        long most = remote.objects().partRules().maxObjectBytes();
        if (offset + gathered.length() + more > most) {
            throw new StoreFullException(
                    call + " would make it longer than " + most + " bytes", "the store takes no longer objects", null);
        }
    }

    private Call begin(String verb) throws StoreException {
        Call call = call(verb);
        remote.requests().requireCallable(call);
        return call;
    }

    private Call call(String verb) {
        return remote.call(verb + target.key());
    }

    private void requireOpen() {
        if (state != State.OPEN) {
            throw new IllegalStateException("the upload of " + target.key() + " has ended already");
        }
    }
}
