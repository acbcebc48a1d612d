package io.pgcairn.storage.s3;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.remote.PartBody;
import io.pgcairn.storage.remote.RemoteTarget;
import io.pgcairn.storage.remote.RemoteTimeouts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** What the requests for single objects say. A null is a header that is not sent. Safe for use by several threads. */
final class S3Requests {
    private final S3Location place;
    private final NewObject stored;
    private final RemoteTimeouts timeouts;

    S3Requests(S3Location place, NewObject stored, RemoteTimeouts timeouts) {
        this.place = place;
        this.stored = stored;
        this.timeouts = timeouts;
    }

    PutObjectRequest put(RemoteTarget target, PartBody body) {
        return stored.as(target)
                .bucket(place.bucket())
                .key(place.inBucket(target.key()))
                .ifNoneMatch(stored.condition(target))
                .contentMD5(stored.contentMd5(body))
                .overrideConfiguration(limits -> limits.apiCallAttemptTimeout(timeouts.attempt(body.length())))
                .build();
    }

    CreateMultipartUploadRequest begin(RemoteTarget target) {
        PutObjectRequest same = stored.as(target).build();
        return CreateMultipartUploadRequest.builder()
                .bucket(place.bucket())
                .key(place.inBucket(target.key()))
                .metadata(same.metadata())
                .storageClass(same.storageClassAsString())
                .tagging(same.tagging())
                .objectLockMode(same.objectLockModeAsString())
                .objectLockRetainUntilDate(same.objectLockRetainUntilDate())
                .serverSideEncryption(same.serverSideEncryptionAsString())
                .ssekmsKeyId(same.ssekmsKeyId())
                .sseCustomerAlgorithm(same.sseCustomerAlgorithm())
                .sseCustomerKey(same.sseCustomerKey())
                .sseCustomerKeyMD5(same.sseCustomerKeyMD5())
                .checksumAlgorithm(same.checksumAlgorithmAsString())
                .build();
    }

    UploadPartRequest part(ObjectKey key, String uploadId, int number, PartBody body) {
        return UploadPartRequest.builder()
                .bucket(place.bucket())
                .key(place.inBucket(key))
                .uploadId(uploadId)
                .partNumber(number)
                .sseCustomerAlgorithm(stored.customerAlgorithm())
                .sseCustomerKey(stored.customerKey())
                .sseCustomerKeyMD5(stored.customerKeyMd5())
                .checksumAlgorithm(stored.checksumAlgorithm(key))
                .contentMD5(stored.contentMd5(body))
                .overrideConfiguration(limits -> limits.apiCallAttemptTimeout(timeouts.attempt(body.length())))
                .build();
    }

    CompleteMultipartUploadRequest complete(RemoteTarget target, String uploadId, List<CompletedPart> parts) {
        return CompleteMultipartUploadRequest.builder()
                .bucket(place.bucket())
                .key(place.inBucket(target.key()))
                .uploadId(uploadId)
                .multipartUpload(all -> all.parts(parts))
                .ifNoneMatch(stored.condition(target))
                .sseCustomerAlgorithm(stored.customerAlgorithm())
                .sseCustomerKey(stored.customerKey())
                .sseCustomerKeyMD5(stored.customerKeyMd5())
                .build();
    }

    AbortMultipartUploadRequest abort(ObjectKey key, String uploadId) {
        return AbortMultipartUploadRequest.builder()
                .bucket(place.bucket())
                .key(place.inBucket(key))
                .uploadId(uploadId)
                .build();
    }

    GetObjectRequest get(ObjectKey key, ByteRange range, Optional<String> version) {
        return GetObjectRequest.builder()
                .bucket(place.bucket())
                .key(place.inBucket(key))
                .range(header(range))
                .ifMatch(version.orElse(null))
                .sseCustomerAlgorithm(stored.customerAlgorithm())
                .sseCustomerKey(stored.customerKey())
                .sseCustomerKeyMD5(stored.customerKeyMd5())
                .build();
    }

    HeadObjectRequest head(ObjectKey key) {
        return HeadObjectRequest.builder()
                .bucket(place.bucket())
                .key(place.inBucket(key))
                .sseCustomerAlgorithm(stored.customerAlgorithm())
                .sseCustomerKey(stored.customerKey())
                .sseCustomerKeyMD5(stored.customerKeyMd5())
                .build();
    }

    /** The header that asks for a range; null for the whole object. */
    static @Nullable String header(ByteRange range) {
        if (range.equals(ByteRange.ALL)) {
            return null;
        }
        long end = range.offset() + (range.length() - 1);
        boolean isBounded = !range.isOpenEnded() && end >= range.offset();
        return "bytes=" + range.offset() + "-" + (isBounded ? String.valueOf(end) : "");
    }
}
