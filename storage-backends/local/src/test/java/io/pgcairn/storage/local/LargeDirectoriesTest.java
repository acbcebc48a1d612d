package io.pgcairn.storage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories that hold more names than a page takes. */
class LargeDirectoriesTest {
    private static final List<String> PARTS = List.of("a", "a-b", "a.b", "a0", "b", "b-", "c=", "z");

    @TempDir
    private Path root = Path.of("");

    @Test
    void every_key_is_listed_once_and_in_order_whatever_the_page_takes() throws Exception {
        long seed = System.nanoTime();
        TreeSet<String> keys = write(new Random(seed));
        try (ObjectStore store = LocalStores.open(root)) {
            for (int limit : List.of(1, 2, 7, 50, 1000)) {
                for (String prefix : List.of("", "a", "a/", "a-b/b")) {
                    List<String> expected =
                            keys.stream().filter(key -> key.startsWith(prefix)).toList();
                    assertEquals(expected, pages(store, prefix, limit), "seed " + seed + ", limit " + limit);
                }
            }
        }
    }

    /** Names that are a file in one place and a directory in another, some with signs that sort before a slash. */
    private TreeSet<String> write(Random random) throws Exception {
        TreeSet<String> keys = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            String directory = random.nextBoolean() ? "" : part(random) + "/";
            String file = part(random) + random.nextInt(100);
            Path path = root.resolve(directory + file);
            Files.createDirectories(path.getParent());
            if (!Files.exists(path)) {
                Files.createFile(path);
                keys.add(directory + file);
            }
        }
        return keys;
    }

    private static String part(Random random) {
        return PARTS.get(random.nextInt(PARTS.size()));
    }

    private static List<String> pages(ObjectStore store, String prefix, int limit) throws Exception {
        List<String> keys = new ArrayList<>();
        ObjectPage page;
        do {
            page = store.list(prefix, keys.isEmpty() ? "" : keys.getLast(), limit);
            page.objects().forEach(object -> keys.add(object.key().value()));
        } while (!page.isLast());
        return keys;
    }
}
