package io.pgcairn.storage.azure;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Where the next pages of the latest listings continue, for servers that cannot begin at a name. */
final class Marks {
    private static final int MOST = 64;

    private record After(String prefix, String key) {}

    private final LinkedHashMap<After, String> marks = new LinkedHashMap<>();

    synchronized void keep(String prefix, String key, String mark) {
        marks.put(new After(prefix, key), mark);
        if (marks.size() > MOST) {
            marks.pollFirstEntry();
        }
    }

    /** Each is given once: a listing that begins anew at this key shall see what came in meanwhile. */
    synchronized @Nullable String of(String prefix, String key) {
        return marks.remove(new After(prefix, key));
    }
}
