package io.pgcairn.storage.s3;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.StoreException;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists what of a bucket can be ours. Names that are no keys of ours are passed over; a page that holds nothing else is
 * followed by the next one at once, since a page that is not the last is never empty.
 */
final class S3Listing {
    private static final int MAX_PAGE = 1000;
    private static final int MAX_FOREIGN_PAGES = 1000;

    private final S3Calls calls;
    private final S3Location place;

    S3Listing(S3Calls calls, S3Location place) {
        this.calls = calls;
        this.place = place;
    }

    ObjectPage page(String prefix, String after, int limit) throws StoreException {
        ListObjectsV2Request first = ListObjectsV2Request.builder()
                .bucket(place.bucket())
                .prefix(place.prefix() + prefix)
                .maxKeys(Math.min(limit, MAX_PAGE))
                .startAfter(after.isEmpty() ? null : place.prefix() + after)
                .build();
        ListObjectsV2Request next = first;
        for (int i = 0; i < MAX_FOREIGN_PAGES; i++) {
            ListObjectsV2Request request = next;
            ListObjectsV2Response response = calls.make(Verb.LIST, "", client -> {
                ListObjectsV2Response page = client.listObjectsV2(request);
                boolean unused = S3Calls.said(page.isTruncated(), "whether it is the last page");
                return page;
            });
            boolean isLast = !response.isTruncated();
            List<ObjectInfo> objects = response.contents().stream()
                    .flatMap(this::info)
                    .filter(info -> isAskedFor(info, prefix, after))
                    .toList();
            if (isLast || !objects.isEmpty()) {
                return new ObjectPage(objects, isLast);
            }
            next = first.toBuilder()
                    .startAfter(null)
                    .continuationToken(response.nextContinuationToken())
                    .build();
        }
        throw new InvalidStoreSettingsException(
                "a listing of " + place + " finds " + MAX_FOREIGN_PAGES + " pages of objects that are not pgcairn's",
                "give pgcairn a prefix of its own",
                null);
    }

    private Stream<ObjectInfo> info(S3Object object) {
        return place
                .inStore(object.key())
                .map(key -> new ObjectInfo(key, object.size(), S3Objects.toSeconds(object.lastModified())))
                .stream();
    }

    /** Servers that keep objects as files have been seen to take a prefix such as {@code ..} for a path. */
    private static boolean isAskedFor(ObjectInfo info, String prefix, String after) {
        String key = info.key().value();
        return key.startsWith(prefix) && key.compareTo(after) > 0;
    }
}
