package io.pgcairn.storage.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose a temporary file is: a process number, and where that number means something. Two containers may share a
 * disk and not their process numbers, so a process is only ever called dead within our own boot and namespace.
 */
record TempOwner(String world, long pid) {
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{8})-([0-9]{1,18})-.*");

    static TempOwner self() {
        return new TempOwner(ourWorld(), ProcessHandle.current().pid());
    }

    String prefix() {
        return world + "-" + pid + "-";
    }

    /** Whether the file is one of a process that has surely ended. */
    boolean knowsDead(String fileName) {
        Matcher name = NAME.matcher(fileName);
        return name.matches()
                && name.group(1).equals(world)
                && ProcessHandle.of(Long.parseLong(name.group(2))).isEmpty();
    }

    private static String ourWorld() {
        try {
            String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
            Path namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
            return String.format("%08x", (boot + namespace).hashCode());
        } catch (IOException | UnsupportedOperationException e) {
            // Nobody can be called dead, not even by another store of this process.
            return String.format("%08x", System.nanoTime() & 0xffffffffL);
        }
    }
}
