package io.pgcairn.daemon.dump;

/** Hears how far a dump is, on its thread. */
@FunctionalInterface
public interface DumpListener {
    /** Hears nothing. */
    DumpListener SILENT = plainBytes -> {};

    /** @param plainBytes what the programs printed so far */
    void reached(long plainBytes);
}
