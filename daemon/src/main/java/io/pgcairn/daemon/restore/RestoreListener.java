package io.pgcairn.daemon.restore;

/** Hears how a restore goes on. Called by one thread at a time, though not always by the same. */
@FunctionalInterface
public interface RestoreListener {
    /** Hears nothing. */
    RestoreListener NONE = (_, _, _) -> {};

    /**
     * Some bytes were placed.
     *
     * @param files how many files are in place
     * @param bytes how many bytes are in place
     * @param totalBytes how many there will be
     */
    void placed(long files, long bytes, long totalBytes);
}
