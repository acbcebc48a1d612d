package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ArchiveName;
import java.io.IOException;
import java.util.function.Predicate;

/** What a tier wants, as a test says; it becomes true when it is asked for anew. */
final class SetWish implements WantedObjects {
    private volatile Predicate<ArchiveName> next = name -> true;
    private volatile Predicate<ArchiveName> current = name -> true;
    private volatile boolean isFailing;
    private volatile int refreshed;

    void set(Predicate<ArchiveName> wanted) {
        next = wanted;
    }

    /** Whether making the answer anew fails from now on. */
    void fail(boolean fails) {
        isFailing = fails;
    }

    int refreshed() {
        return refreshed;
    }

    @Override
    public boolean wants(ArchiveName name) {
        return current.test(name);
    }

    @Override
    public synchronized void refresh() throws IOException {
        if (isFailing) {
            throw new IOException("the tier cannot be asked");
        }
        refreshed++;
        current = next;
    }
}
