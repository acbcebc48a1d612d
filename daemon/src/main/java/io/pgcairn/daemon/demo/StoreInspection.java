package io.pgcairn.daemon.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks at the raw bytes of everything in the store: all is sealed but the two kinds of marks that are meant to be read
 * by anybody, and leases that say who is at work; and no private key lies among it.
 *
 * @param sealed how many objects are in the age format
 * @param open how many are plain by design
 * @param complaints what should not be there
 */
record StoreInspection(int sealed, int open, List<String> complaints) {
    /** The first line of every file in the age format. */
    private static final byte[] AGE = "age-encryption.org/v1\n".getBytes(StandardCharsets.US_ASCII);

    /** Where a lease's name says that it is one: {cluster}/{system-id}/leases. */
    private static final int LEASES = 2;

    private static final Set<String> PLAIN = Set.of("lineage.json", "backup.json");

    StoreInspection {
        complaints = List.copyOf(complaints);
    }

    static StoreInspection of(Path store) throws IOException {
        int sealed = 0;
        int open = 0;
        List<String> complaints = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> tree = Files.walk(store)) {
            files = tree.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (isUnfinished(store.relativize(file)) && startsAsSealed(file)) {
                continue;
            }
            if (name.endsWith(".age") && Arrays.equals(AGE, start(file))) {
                sealed++;
            } else if (isPlain(store.relativize(file))
                    && !Files.readString(file).contains("AGE-SECRET-KEY")) {
                open++;
            } else {
                complaints.add("the object " + store.relativize(file) + " is not sealed");
            }
        }
        if (sealed == 0) {
            complaints.add("nothing is stored in " + store);
        }
        return new StoreInspection(sealed, open, complaints);
    }

    private static boolean isPlain(Path file) {
        boolean isLease =
                file.getNameCount() > LEASES && file.getName(LEASES).toString().equals("leases");
        return isLease || PLAIN.contains(file.getFileName().toString());
    }

    /** A daemon that is killed leaves what it was writing, under no object's name. */
    private static boolean isUnfinished(Path file) {
        return file.getName(0).toString().startsWith(".");
    }

    private static boolean startsAsSealed(Path file) throws IOException {
        byte[] start = start(file);
        return Arrays.equals(start, Arrays.copyOf(AGE, start.length));
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(AGE.length);
        }
    }
}
