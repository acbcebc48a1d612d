package io.pgcairn.storage.s3;

import io.pgcairn.storage.ObjectKinds;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.StoreException;
import java.time.Instant;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Parts of uploads that were neither completed nor abandoned: invisible, kept for ever, and paid for. */
final class UnfinishedUploads {
    private static final int MAX_PAGES = 100;

    private final S3Calls calls;
    private final S3Location place;
    private final ObjectKinds kinds;

    UnfinishedUploads(S3Calls calls, S3Location place, ObjectKinds kinds) {
        this.calls = calls;
        this.place = place;
        this.kinds = kinds;
    }

    /** Abandons those that began before; what is left after many pages is found the next time. */
    void abort(Instant before) throws StoreException {
        ListMultipartUploadsRequest next = ListMultipartUploadsRequest.builder()
                .bucket(place.bucket())
                .prefix(place.prefix())
                .build();
        for (int i = 0; i < MAX_PAGES; i++) {
            ListMultipartUploadsRequest request = next;
            ListMultipartUploadsResponse page =
                    calls.make(Verb.SWEEP, "", client -> client.listMultipartUploads(request));
            for (MultipartUpload upload : page.uploads()) {
                if (isOurs(upload.key()) && upload.initiated().isBefore(before)) {
                    abort(upload);
                }
            }
            if (!Boolean.TRUE.equals(page.isTruncated())) {
                return;
            }
            next = request.toBuilder()
                    .keyMarker(page.nextKeyMarker())
                    .uploadIdMarker(page.nextUploadIdMarker())
                    .build();
        }
    }

    /** Others may share the bucket and even the prefix. */
    private boolean isOurs(String keyInBucket) {
        return place.inStore(keyInBucket).flatMap(kinds::kindOf).isPresent();
    }

    private void abort(MultipartUpload upload) throws StoreException {
        AbortMultipartUploadRequest request = AbortMultipartUploadRequest.builder()
                .bucket(place.bucket())
                .key(upload.key())
                .uploadId(upload.uploadId())
                .build();
        try {
            calls.make(Verb.ABORT, upload.key(), client -> client.abortMultipartUpload(request));
        } catch (ObjectMissingException e) {
            // Somebody else was faster.
        }
    }
}
