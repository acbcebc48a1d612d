package io.pgcairn.storage.remote;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.StoreCapabilities;
import io.pgcairn.storage.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The requests that one remote store understands. A call makes one request, once, without a retry of its own, and fails
 * in the contract's types: what may pass is retryable by its type, and "missing" or "exists" is said only when the
 * store said so. Called on virtual threads, which are interrupted when a call is out of time: it then ends soon, by
 * whatever exception. The client's own limits (connect, silence) come from {@link RemoteTimeouts}. Safe for use by
 * several threads.
 */
public interface RemoteObjects extends AutoCloseable {
    /** Where the store is, without secrets: {@code s3://bucket/prefix}. */
    String location();

    StoreCapabilities capabilities();

    PartRules partRules();

    /**
     * Puts a whole object.
     *
     * @throws io.pgcairn.storage.ObjectExistsException the target's condition is that it is absent, and it is there
     */
    void put(RemoteTarget target, PartBody body) throws StoreException;

    /** Begins an object that is put in parts. Nothing is visible before they are completed. */
    RemoteParts begin(RemoteTarget target) throws StoreException;

    /**
     * Opens an object for reading.
     *
     * @param range satisfiable as far as the object reaches; at or past its end the body is empty
     * @param version what {@link RemoteBody#version()} said before: the object must still be that one; empty for any
     * @throws io.pgcairn.storage.ObjectMissingException no object has the key
     * @throws io.pgcairn.storage.StoreUnavailableException the object is another one by now
     */
    RemoteBody get(ObjectKey key, ByteRange range, Optional<String> version) throws StoreException;

    /** @throws io.pgcairn.storage.ObjectMissingException no object has the key */
    RemoteInfo head(ObjectKey key) throws StoreException;

    /**
     * One page; see {@link io.pgcairn.storage.ObjectLister#list}. May hold fewer than {@code limit} objects.
     *
     * @param prefix empty, or such that a key may start with it
     * @param after empty, or printable ASCII, not necessarily a key
     */
    ObjectPage list(String prefix, String after, int limit) throws StoreException;

    /**
     * Deletes at most as many objects as the capabilities say go into one request. A key that is not there is no
     * error; one that could not be deleted is.
     */
    void delete(List<ObjectKey> batch) throws StoreException;

    /**
     * Abandons what uploads of ours that began before {@code before} and never ended left behind, where the store
     * keeps such things for ever. May make several requests.
     */
    void sweep(Instant before) throws StoreException;

    /** Releases connections; requests under way fail. */
    @Override
    void close();
}
