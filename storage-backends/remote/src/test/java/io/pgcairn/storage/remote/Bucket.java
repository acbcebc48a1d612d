package io.pgcairn.storage.remote;

import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.PutCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a remote store holds, in memory. Safe for use by several threads. */
final class Bucket {
    // Guarded by this.
    private final TreeMap<String, Stored> objects = new TreeMap<>();
    private final Map<Integer, TreeMap<Integer, byte[]>> uploads = new HashMap<>();
    private int counter;

    record Stored(byte[] bytes, String mark, String version, Instant modified) {
        ObjectInfo info(String key) {
            return new ObjectInfo(new ObjectKey(key), bytes.length, modified);
        }
    }

    synchronized void put(RemoteTarget target, byte[] bytes, boolean honoursCondition) throws ObjectExistsException {
        String key = target.key().value();
        if (honoursCondition && target.condition() == PutCondition.IF_ABSENT && objects.containsKey(key)) {
            throw new ObjectExistsException(key + " is there", "", null);
        }
        counter++;
        objects.put(
                key,
                new Stored(bytes, target.mark(), "version " + counter, Instant.ofEpochSecond(1_000_000 + counter)));
    }

    synchronized Stored require(ObjectKey key) throws ObjectMissingException {
        return Optional.ofNullable(objects.get(key.value()))
                .orElseThrow(() -> new ObjectMissingException("no " + key, "", null));
    }

    synchronized ObjectPage list(String prefix, String after, int limit) {
        List<ObjectInfo> page = new ArrayList<>();
        for (Map.Entry<String, Stored> entry : objects.tailMap(after, false).entrySet()) {
            if (entry.getKey().startsWith(prefix)) {
                if (page.size() == limit) {
                    return new ObjectPage(page, false);
                }
                page.add(entry.getValue().info(entry.getKey()));
            }
        }
        return new ObjectPage(page, true);
    }

    synchronized void delete(List<ObjectKey> batch) {
        batch.forEach(key -> objects.remove(key.value()));
    }

    synchronized int beginUpload() {
        counter++;
        uploads.put(counter, new TreeMap<>());
        return counter;
    }

    synchronized void putPart(int upload, int number, byte[] bytes) throws ObjectMissingException {
        parts(upload).put(number, bytes);
    }

    synchronized TreeMap<Integer, byte[]> parts(int upload) throws ObjectMissingException {
        return Optional.ofNullable(uploads.get(upload))
                .orElseThrow(() -> new ObjectMissingException("no upload " + upload, "", null));
    }

    synchronized void endUpload(int upload) {
        uploads.remove(upload);
    }

    /** How many uploads in parts have begun and not ended. */
    synchronized int openUploads() {
        return uploads.size();
    }
}
