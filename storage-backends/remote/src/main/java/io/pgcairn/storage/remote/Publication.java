package io.pgcairn.storage.remote;

import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.util.Optional;

/**
 * The request that makes an object visible. Its reply may get lost although it did its work; then the mark that the
 * object bears tells whether it is ours.
 */
final class Publication {
    private final Remote remote;
    private final RemoteTarget target;

    // Of the committing thread alone.
    private boolean mayBeDone;

    Publication(Remote remote, RemoteTarget target) {
        this.remote = remote;
        this.target = target;
    }

    /** @param op the word that the listener of retries hears */
    void publish(String op, Call call, Request<Boolean> request) throws StoreException {
        requireAbsent(call);
        try {
            remote.retries().run(op, call, () -> tryOnce(call, request));
        } catch (StoreException e) {
            if (!mayBeDone || !isOursAfterAll(call, e)) {
                throw e;
            }
        }
    }

    /** Begins the upload in parts, once; a store may say at once that the name is taken, and is asked whether it is. */
    RemoteParts begin(Call call) throws StoreException {
        try {
            return remote.requests().send(call, new Begin(remote.objects(), target));
        } catch (ObjectExistsException e) {
            requireFound(call, remote.requests().send(call, this::look), e);
            throw e;
        }
    }

    /**
     * Where the store knows no condition, a look before the put stands for it. That is not atomic: of two writers who
     * look at the same time the later one wins.
     */
    private void requireAbsent(Call call) throws StoreException {
        if (target.condition() == PutCondition.IF_ABSENT
                && !remote.objects().capabilities().conditionalPut()
                && remote.ask("head", call, this::look).isPresent()) {
            throw new ObjectExistsException(call + " found an object under that key", "", null);
        }
    }

    private boolean tryOnce(Call call, Request<Boolean> request) throws StoreException {
        try {
            return remote.requests().send(call, request);
        } catch (ObjectExistsException e) {
            // Even at the first try: connections have been seen to send a request again by themselves.
            return requireOurs(call, e);
        } catch (ObjectMissingException e) {
            // The store forgets an upload once it is completed.
            return requireOurs(call, call.unavailable(": the store does not know the upload any more", e));
        } catch (StoreException e) {
            mayBeDone |= Retries.mayPass(e);
            throw e;
        }
    }

    private boolean requireOurs(Call call, StoreException otherwise) throws StoreException {
        Optional<RemoteInfo> found = remote.requests().send(call, this::look);
        if (isOurs(found)) {
            return true;
        }
        if (otherwise instanceof ObjectExistsException) {
            requireFound(call, found, otherwise);
        }
        throw otherwise;
    }

    /**
     * Whoever takes "exists" for "is safe" must not hear it of an object that was deleted in between, that a store only
     * counts as an unfinished upload, or that was to be replaced whether it exists or not.
     */
    private void requireFound(Call call, Optional<RemoteInfo> found, StoreException exists) throws StoreException {
        if (target.condition() == PutCondition.REPLACE) {
            throw call.unavailable(": the store refuses to replace the object since it exists", exists);
        }
        if (found.isEmpty()) {
            throw call.unavailable(": the store says that the object exists, and does not find it", exists);
        }
    }

    private boolean isOursAfterAll(Call call, StoreException failure) {
        if (call.nanosLeft() <= 0) {
            return false;
        }
        try {
            return isOurs(remote.requests().send(call, this::look));
        } catch (StoreException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    private boolean isOurs(Optional<RemoteInfo> found) {
        return found.flatMap(RemoteInfo::mark).filter(target.mark()::equals).isPresent();
    }

    private Optional<RemoteInfo> look() throws StoreException {
        try {
            return Optional.of(remote.objects().head(target.key()));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }
}
