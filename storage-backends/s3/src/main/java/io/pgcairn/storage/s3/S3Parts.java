package io.pgcairn.storage.s3;

import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.remote.PartBody;
import io.pgcairn.storage.remote.RemoteParts;
import io.pgcairn.storage.remote.RemoteTarget;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** A multipart upload. Parts may be put by several threads at once. */
final class S3Parts implements RemoteParts {
    private final S3Calls calls;
    private final S3Requests requests;
    private final RemoteTarget target;
    private final String uploadId;
    private final ConcurrentSkipListMap<Integer, CompletedPart> done = new ConcurrentSkipListMap<>();

    S3Parts(S3Calls calls, S3Requests requests, RemoteTarget target, String uploadId) {
        this.calls = calls;
        this.requests = requests;
        this.target = target;
        this.uploadId = uploadId;
    }

    @Override
    public void put(int number, long offset, PartBody body, boolean isLast) throws StoreException {
        UploadPartResponse response = calls.make(Verb.PART, name(), client -> {
            UploadPartResponse put =
                    client.uploadPart(requests.part(target.key(), uploadId, number, body), S3Objects.streamed(body));
            String unused = S3Calls.said(put.eTag(), "an ETag");
            return put;
        });
        done.put(number, completed(number, response));
    }

    /** The store compares the checksums once more when it puts the parts together. */
    private static CompletedPart completed(int number, UploadPartResponse response) {
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(response.eTag())
                .checksumCRC32(response.checksumCRC32())
                .checksumCRC32C(response.checksumCRC32C())
                .checksumCRC64NVME(response.checksumCRC64NVME())
                .build();
    }

    @Override
    public void complete() throws StoreException {
        List<CompletedPart> parts = List.copyOf(done.values());
        calls.make(
                Verb.COMPLETE,
                name(),
                client -> S3Calls.said(
                        client.completeMultipartUpload(requests.complete(target, uploadId, parts))
                                .eTag(),
                        "an ETag"));
    }

    @Override
    public void abort() throws StoreException {
        AbortMultipartUploadRequest request = requests.abort(target.key(), uploadId);
        try {
            calls.make(Verb.ABORT, name(), client -> client.abortMultipartUpload(request));
        } catch (ObjectMissingException e) {
            // What the store does not know needs no abandoning.
        }
    }

    private String name() {
        return target.key().value();
    }
}
