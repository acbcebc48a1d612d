package io.pgcairn.storage.s3;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectKinds;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.StoreCapabilities;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.remote.AnsweredRange;
import io.pgcairn.storage.remote.PartBody;
import io.pgcairn.storage.remote.PartRules;
import io.pgcairn.storage.remote.RemoteBody;
import io.pgcairn.storage.remote.RemoteInfo;
import io.pgcairn.storage.remote.RemoteObjects;
import io.pgcairn.storage.remote.RemoteParts;
import io.pgcairn.storage.remote.RemoteTarget;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The requests of the S3 protocol. Safe for use by several threads. */
final class S3Objects implements RemoteObjects {
    /** What a request's body is called on the wire; our objects are sealed bytes. */
    static final String CONTENT_TYPE = "application/octet-stream";

    private static final int MAX_PARTS = 10_000;
    private static final long MAX_PART_BYTES = 5L << 30;
    private static final long MAX_OBJECT_BYTES = 5L << 40;
    private static final int PARALLEL_PARTS = 3;
    private static final int MAX_DELETE_BATCH = 1000;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int NOT_FOUND = 404;

    private final S3Calls calls;
    private final S3Requests requests;
    private final S3Settings settings;
    private final S3Listing listing;
    private final S3Batch batches;
    private final UnfinishedUploads unfinished;

    S3Objects(S3Calls calls, S3Requests requests, S3Location place, S3Settings settings, ObjectKinds kinds) {
        this.calls = calls;
        this.requests = requests;
        this.settings = settings;
        this.listing = new S3Listing(calls, place);
        this.batches = new S3Batch(calls, place);
        this.unfinished = new UnfinishedUploads(calls, place, kinds);
    }

    @Override
    public String location() {
        return calls.location();
    }

    @Override
    public StoreCapabilities capabilities() {
        return new StoreCapabilities(settings.conditionalPut(), MAX_DELETE_BATCH);
    }

    @Override
    public PartRules partRules() {
        return new PartRules(settings.partBytes(), MAX_PARTS, MAX_PART_BYTES, MAX_OBJECT_BYTES, 1, PARALLEL_PARTS);
    }

    @Override
    public void put(RemoteTarget target, PartBody body) throws StoreException {
        calls.make(
                Verb.PUT,
                target.key().value(),
                client -> S3Calls.said(
                        client.putObject(requests.put(target, body), streamed(body))
                                .eTag(),
                        "an ETag"));
    }

    @Override
    public RemoteParts begin(RemoteTarget target) throws StoreException {
        String uploadId = calls.make(
                Verb.BEGIN,
                target.key().value(),
                client -> S3Calls.said(
                        client.createMultipartUpload(requests.begin(target)).uploadId(), "an upload's id"));
        return new S3Parts(calls, requests, target, uploadId);
    }

    @Override
    public RemoteBody get(ObjectKey key, ByteRange range, Optional<String> version) throws StoreException {
        return calls.make(Verb.GET, key.value(), client -> {
            try {
                return body(key, range, client.getObject(requests.get(key, range, version)));
            } catch (S3Exception e) {
                if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
                    return new RemoteBody(InputStream.nullInputStream(), 0, version.orElse(""));
                }
                throw e;
            }
        });
    }

    private RemoteBody body(ObjectKey key, ByteRange range, ResponseInputStream<GetObjectResponse> stream) {
        GetObjectResponse response = stream.response();
        String got = response.contentRange();
        if (!AnsweredRange.fits(range, got)) {
            stream.abort();
            throw new IllegalStateException("the store answered another range than " + range + ": " + got);
        }
        if (response.eTag() == null || response.contentLength() == null) {
            stream.abort();
            throw new IllegalStateException("the answer lacks an ETag or a length: no store answers so");
        }
        long length = response.contentLength();
        return new RemoteBody(new S3Body(calls, key, stream, length), length, response.eTag());
    }

    @Override
    public RemoteInfo head(ObjectKey key) throws StoreException {
        HeadObjectResponse found = calls.make(Verb.HEAD, key.value(), client -> {
            try {
                return client.headObject(requests.head(key));
            } catch (S3Exception e) {
                if (e.statusCode() == NOT_FOUND) {
                    throwWithReason(client, key);
                }
                throw e;
            }
        });
        if (found.eTag() == null || found.contentLength() == null || found.lastModified() == null) {
            throw new StoreUnavailableException(
                    "head of " + key + " in " + location() + " failed: the answer lacks what every store says",
                    "see the endpoint and what lies between: somebody else may answer",
                    null);
        }
        ObjectInfo info = new ObjectInfo(key, found.contentLength(), toSeconds(found.lastModified()));
        return new RemoteInfo(info, Optional.ofNullable(found.metadata().get(RemoteTarget.MARK_NAME)));
    }

    /**
     * Asks for the first byte of an object that a head did not find, since the answer to a get says what it is that is
     * missing: the object, the bucket, or a store at this address.
     */
    private void throwWithReason(S3Client client, ObjectKey key) {
        client.getObject(requests.get(key, new ByteRange(0, 1), Optional.empty()))
                .abort();
        throw new IllegalStateException("the object appears while it is looked for");
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        return listing.page(prefix, after, limit);
    }

    @Override
    public void delete(List<ObjectKey> batch) throws StoreException {
        batches.delete(batch);
    }

    @Override
    public void sweep(Instant before) throws StoreException {
        unfinished.abort(before);
    }

    @Override
    public void close() {
        calls.close();
    }

    /** The request reads the body where it lies, from the start again if it must, and never copies it whole. */
    static RequestBody streamed(PartBody body) {
        return RequestBody.fromContentProvider(body::open, body.length(), CONTENT_TYPE);
    }

    /** Headers have no fractions of seconds, listings do. */
    static Instant toSeconds(Instant modified) {
        return modified.truncatedTo(ChronoUnit.SECONDS);
    }
}
