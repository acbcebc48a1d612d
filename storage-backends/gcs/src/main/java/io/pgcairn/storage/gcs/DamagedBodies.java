package io.pgcairn.storage.gcs;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The bodies whose checksum was wrong, lately. Whoever reads on in one of them from where it ended would get the last
 * bytes right and the damage unseen. Safe for use by several threads.
 */
final class DamagedBodies {
    /** Damage is rare, and read on at once if at all. */
    private static final int REMEMBERED = 256;

    // Guarded by this.
    private final Deque<String> versions = new ArrayDeque<>();

    synchronized void add(String version) {
        if (versions.size() == REMEMBERED) {
            versions.removeFirst();
        }
        versions.addLast(version);
    }

    synchronized boolean has(String version) {
        return versions.contains(version);
    }
}
