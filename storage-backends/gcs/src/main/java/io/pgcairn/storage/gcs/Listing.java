package io.pgcairn.storage.gcs;

import com.google.api.client.util.DateTime;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectPage;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pages of names. */
record Listing(GcsRequests requests, GcsLocation location) {
    private static final int MAX_PAGE = 1000;
    private static final String KIND = "storage#objects";

    /** A page of a store may be empty without being the last; so many in a row are no listing any more. */
    private static final int MAX_EMPTY_PAGES = 1000;

    ObjectPage page(String prefix, String after, int limit) throws IOException {
        Storage.Objects.List list = requests.list()
                .setPrefix(location.nameOf(prefix))
                .setMaxResults((long) Math.min(MAX_PAGE, limit == Integer.MAX_VALUE ? limit : limit + 1))
                .setFields("kind,items(name,size,timeCreated),nextPageToken");
        if (!after.isEmpty()) {
            // Unlike "after", the offset's own name is in the listing.
            list.setStartOffset(location.nameOf(after));
        }
        for (int pages = 0; pages < MAX_EMPTY_PAGES; pages++) {
            Objects answer = list.execute();
            requireListing(answer);
            List<ObjectInfo> found = ours(answer, after);
            boolean isLast = answer.getNextPageToken() == null;
            if (isLast || !found.isEmpty()) {
                return found.size() > limit
                        ? new ObjectPage(found.subList(0, limit), false)
                        : new ObjectPage(found, isLast);
            }
            list.setPageToken(answer.getNextPageToken());
        }
        throw new IOException("the listing has " + MAX_EMPTY_PAGES + " empty pages in a row");
    }

    /** Without its kind, "no objects" would be what any JSON says that somebody else answers. */
    private static void requireListing(@Nullable Objects answer) throws IOException {
        if (answer == null || !KIND.equals(answer.getKind())) {
            throw new IOException("an answer that is no listing: not Google's");
        }
    }

    /** Whether the object is there as far as a listing knows; fails if the bucket is not. */
    boolean shows(ObjectKey key) throws IOException {
        return page(key.value(), "", 1).objects().stream()
                .anyMatch(info -> info.key().equals(key));
    }

    static ObjectInfo info(ObjectKey key, StorageObject object) throws IOException {
        BigInteger size = object.getSize();
        DateTime created = object.getTimeCreated();
        if (size == null || created == null) {
            throw new IOException("Google says neither how long " + key + " is nor since when it is there");
        }
        return new ObjectInfo(key, size.longValueExact(), Instant.ofEpochMilli(created.getValue()));
    }

    private List<ObjectInfo> ours(Objects answer, String after) throws IOException {
        List<ObjectInfo> found = new ArrayList<>();
        for (StorageObject object : Optional.ofNullable(answer.getItems()).orElse(List.of())) {
            Optional<ObjectKey> key = location.keyOf(object.getName());
            if (key.isPresent() && key.get().value().compareTo(after) > 0) {
                found.add(info(key.get(), object));
            }
        }
        return found;
    }
}
