package io.pgcairn.daemon.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ListingCursorTest {
    private static final String PREFIX = "w/";

    private static ObjectPage list(TreeSet<String> names, String after, int most) {
        List<ObjectInfo> page = new ArrayList<>();
        for (String name : names.tailSet(after, false)) {
            if (page.size() == most) {
                return new ObjectPage(page, false);
            }
            page.add(new ObjectInfo(new ObjectKey(name), 1, Instant.EPOCH));
        }
        return new ObjectPage(page, true);
    }

    @Test
    void finds_what_a_listing_holds_whatever_is_asked_for_and_however_short_the_pages_are() throws StoreException {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            TreeSet<String> names = new TreeSet<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                names.add(name(random));
            }
            int most = 1 + random.nextInt(5);
            ListingCursor cursor =
                    new ListingCursor((_, after, limit) -> list(names, after, Math.min(limit, most)), PREFIX);
            for (int i = 0; i < 60; i++) {
                String asked = name(random);
                Optional<String> found =
                        cursor.from(asked).map(object -> object.key().value());
                assertEquals(Optional.ofNullable(names.ceiling(asked)), found, "seed " + seed + ", " + asked);
            }
        }
    }

    @Test
    void names_in_ascending_order_take_a_request_a_page() throws StoreException {
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < 5000; i++) {
            names.add(String.format(Locale.ROOT, PREFIX + "%05d", i));
        }
        int[] requests = {0};
        ListingCursor cursor = new ListingCursor(
                (_, after, limit) -> {
                    requests[0]++;
                    return list(names, after, limit);
                },
                PREFIX);
        for (String name : names) {
            assertEquals(name, cursor.from(name).orElseThrow().key().value());
        }
        assertEquals(6, requests[0], 1, "requests");
    }

    private static String name(Random random) {
        return String.format(Locale.ROOT, PREFIX + "%02d", random.nextInt(60));
    }
}
