package io.pgcairn.storage.s3;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectLockedException;
import io.pgcairn.storage.StoreException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Deletes many objects with one request; the answer tells of each whether it could be. */
final class S3Batch {
    private static final String ABSENT = "NoSuchKey";

    private final S3Calls calls;
    private final S3Location place;

    S3Batch(S3Calls calls, S3Location place) {
        this.calls = calls;
        this.place = place;
    }

    void delete(List<ObjectKey> keys) throws StoreException {
        List<ObjectIdentifier> names = keys.stream()
                .distinct()
                .map(key -> ObjectIdentifier.builder().key(place.inBucket(key)).build())
                .toList();
        DeleteObjectsRequest request = DeleteObjectsRequest.builder()
                .bucket(place.bucket())
                .delete(all -> all.objects(names).quiet(false))
                .build();
        List<S3Error> failed =
                calls.make(Verb.DELETE, names.size() + " objects", client -> told(request, client)).errors().stream()
                        .filter(error -> !ABSENT.equals(error.code()))
                        .toList();
        if (!failed.isEmpty()) {
            throw failure(failed);
        }
    }

    /** An answer that tells nothing of a key is none: it may be a page of somebody else. */
    private static DeleteObjectsResponse told(DeleteObjectsRequest request, S3Client client) {
        DeleteObjectsResponse response = client.deleteObjects(request);
        int told = response.deleted().size() + response.errors().size();
        if (told == 0 && request.delete().hasObjects()) {
            throw new IllegalStateException("the answer tells of no object: no store answers so");
        }
        return response;
    }

    private StoreException failure(List<S3Error> failed) {
        String others = failed.size() == 1 ? "" : " and " + (failed.size() - 1) + " others";
        List<StoreException> told = failed.stream()
                .map(error -> S3Errors.translate(
                        error.key() + others + " in " + place, orEmpty(error.code()), orEmpty(error.message())))
                .toList();
        // One that is only locked stands for no other.
        return told.stream()
                .filter(each -> !(each instanceof ObjectLockedException))
                .findFirst()
                .orElse(told.getFirst());
    }

    private static String orEmpty(String text) {
        return Optional.ofNullable(text).orElse("");
    }
}
