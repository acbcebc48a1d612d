package io.pgcairn.storage.gcs;

import com.google.api.client.http.HttpResponseException;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.StorageObject;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreCapabilities;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.remote.PartBody;
import io.pgcairn.storage.remote.PartRules;
import io.pgcairn.storage.remote.RemoteBody;
import io.pgcairn.storage.remote.RemoteInfo;
import io.pgcairn.storage.remote.RemoteObjects;
import io.pgcairn.storage.remote.RemoteParts;
import io.pgcairn.storage.remote.RemoteTarget;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One request of the JSON API for each call. Safe for use by several threads. */
final class GcsObjects implements RemoteObjects {
    private static final String HINT_NOT_GOOGLE =
            "check endpoint and proxy: something else may answer in Google's place";
    private static final long MAX_OBJECT_BYTES = 5L << 40;

    private final GcsRequests requests;
    private final GcsSettings settings;
    private final Listing listing;
    private final Bodies bodies;
    private final Deletion deletion;

    GcsObjects(GcsRequests requests, GcsSettings settings) {
        this.requests = requests;
        this.settings = settings;
        this.listing = new Listing(requests, settings.location());
        this.bodies = new Bodies(requests);
        this.deletion = new Deletion(requests, settings.location());
    }

    @Override
    public String location() {
        return settings.location().toString();
    }

    @Override
    public StoreCapabilities capabilities() {
        return new StoreCapabilities(true, Deletion.MAX_BATCH);
    }

    /** A session takes its parts in order, any number of them. */
    @Override
    public PartRules partRules() {
        return new PartRules(
                settings.partBytes(),
                Integer.MAX_VALUE,
                settings.partBytes(),
                MAX_OBJECT_BYTES,
                GcsSettings.PART_MULTIPLE,
                1);
    }

    @Override
    public void put(RemoteTarget target, PartBody body) throws StoreException {
        String what = what("put", target.key());
        try {
            requests.requireNamed(target, requests.insert(target, body).execute());
        } catch (IOException e) {
            throw ofPut(what, target, e);
        }
    }

    @Override
    public RemoteParts begin(RemoteTarget target) throws StoreException {
        String what = what("put", target.key());
        try {
            return new GcsParts(requests, target, ResumableSession.begin(requests, target), what);
        } catch (IOException e) {
            throw ofPut(what, target, e);
        }
    }

    @Override
    public RemoteBody get(ObjectKey key, ByteRange range, Optional<String> version) throws StoreException {
        String what = what("get", key);
        try {
            return bodies.open(key, range, version, what);
        } catch (HttpResponseException e) {
            throw version.isPresent() && e.getStatusCode() == 404
                    ? Bodies.another(what, e)
                    : ofRead(key, what, ErrorReply.of(e), e);
        } catch (IOException e) {
            throw typed(what, e);
        }
    }

    @Override
    public RemoteInfo head(ObjectKey key) throws StoreException {
        String what = what("head", key);
        try {
            Storage.Objects.Get get = requests.get(key).setFields("name,size,timeCreated,metadata");
            StorageObject found = get.execute();
            ObjectInfo info = Listing.info(key, found);
            return new RemoteInfo(
                    info,
                    Optional.ofNullable(found.getMetadata()).map(metadata -> metadata.get(RemoteTarget.MARK_NAME)));
        } catch (HttpResponseException e) {
            throw ofRead(key, what, ErrorReply.of(e), e);
        } catch (IOException e) {
            throw typed(what, e);
        }
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        String what = "list of '" + prefix + "' in " + location();
        try {
            return listing.page(prefix, after, limit);
        } catch (IOException e) {
            throw typed(what, e);
        }
    }

    @Override
    public void delete(List<ObjectKey> batch) throws StoreException {
        String what = "delete of " + batch.size() + " objects in " + location();
        try {
            deletion.delete(batch, what);
        } catch (IOException e) {
            throw typed(what, e);
        }
    }

    /** Nothing to do: Google forgets a session after a week, and keeps nothing of it that is paid for. */
    @Override
    public void sweep(Instant before) {}

    /** Nothing to do: the JVM keeps idle connections for a few seconds, and those under way are interrupted. */
    @Override
    public void close() {}

    private StoreException ofPut(String what, RemoteTarget target, IOException e) {
        if (e instanceof HttpResponseException reply && isTaken(target, reply.getStatusCode())) {
            return new ObjectExistsException(what + ": the name is taken", "", e);
        }
        return typed(what, e);
    }

    /** Google says 412 to a condition that does not hold, and its documents allow 304 as well. */
    static boolean isTaken(RemoteTarget target, int status) {
        return target.condition() == PutCondition.IF_ABSENT && (status == 412 || status == 304);
    }

    /** A 404 means the object only if the bucket is there, and not every answer says which of them is not. */
    private StoreException ofRead(ObjectKey key, String what, ErrorReply reply, IOException e) {
        if (reply.status() != 404 || reply.mentions("bucket does not exist")) {
            return GcsErrors.refusal(what, reply, e);
        }
        try {
            if (!reply.mentions("No such object") && listing.shows(key)) {
                return new StoreUnavailableException(what + ": not found, yet a listing shows it", HINT_NOT_GOOGLE, e);
            }
        } catch (IOException unlisted) {
            unlisted.addSuppressed(e);
            return typed(what, unlisted);
        }
        return new ObjectMissingException(what + ": no such object", "", e);
    }

    private static StoreException typed(String what, IOException e) {
        return e instanceof StoreException known ? known : GcsErrors.of(what, e);
    }

    private String what(String call, ObjectKey key) {
        return call + " of " + key + " in " + location();
    }
}
