package io.pgcairn.storage.contract;

import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.PutCondition;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The committed objects of a memory store, in key order. */
final class MemoryObjects {
    /** Keys are ASCII, so a string's order is its bytes' order. */
    private final ConcurrentSkipListMap<String, Content> contents = new ConcurrentSkipListMap<>();

    private final Clock clock;

    MemoryObjects(Clock clock) {
        this.clock = clock;
    }

    /** One object's bytes; nobody changes them. */
    record Content(byte[] bytes, Instant modified) {
        ObjectInfo info(ObjectKey key) {
            return new ObjectInfo(key, bytes.length, modified);
        }
    }

    void put(ObjectKey key, byte[] bytes, PutCondition condition) throws ObjectExistsException {
        Content content = new Content(bytes, clock.instant());
        switch (condition) {
            case REPLACE -> contents.put(key.value(), content);
            case IF_ABSENT -> {
                if (contents.putIfAbsent(key.value(), content) != null) {
                    throw new ObjectExistsException("object " + key + " exists already", "", null);
                }
            }
        }
    }

    Content require(ObjectKey key) throws ObjectMissingException {
        @Nullable Content content = contents.get(key.value());
        if (content == null) {
            throw new ObjectMissingException("no object " + key, "", null);
        }
        return content;
    }

    void remove(ObjectKey key) {
        contents.remove(key.value());
    }

    ObjectPage list(String prefix, String after, int limit) {
        boolean isInside = after.compareTo(prefix) >= 0;
        Map<String, Content> rest = contents.tailMap(isInside ? after : prefix, !isInside || after.isEmpty());
        List<ObjectInfo> page = new ArrayList<>();
        for (Map.Entry<String, Content> entry : rest.entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            if (page.size() == limit) {
                return new ObjectPage(page, false);
            }
            page.add(entry.getValue().info(new ObjectKey(entry.getKey())));
        }
        return new ObjectPage(page, true);
    }
}
