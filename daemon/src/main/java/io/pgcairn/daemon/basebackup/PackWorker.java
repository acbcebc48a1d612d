package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.catalog.BackupArchive;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.PackedEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what the walk found and writes it into packs of its own, one after the other. Used by one thread. */
final class PackWorker implements Callable<Void> {
    private static final Logger LOG = LoggerFactory.getLogger(PackWorker.class);

    /** A multiple of every page size. */
    private static final int CHUNK_BYTES = 256 << 10;

    private final Packing packing;
    private final WorkQueue queue;
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);

    /**
     * What all workers of a backup share.
     *
     * @param numbers gives each pack its number
     */
    record Packing(
            BackupId id,
            BackupArchive archive,
            BackupSettings settings,
            AtomicInteger numbers,
            PageCheck pages,
            BackupLedger ledger,
            BackupMeter meter) {
        PackWriter begin(ByteBuffer chunk) throws IOException {
            int number = numbers.getAndIncrement();
            return new PackWriter(number, archive.beginPack(id, number), chunk);
        }

        void finish(PackWriter pack) throws IOException {
            ledger.enter(pack.number(), pack.commit(), pack.entries());
        }
    }

    PackWorker(Packing packing, WorkQueue queue) {
        this.packing = packing;
        this.queue = queue;
    }

    @Override
    public Void call() throws IOException, InterruptedException {
        boolean isDone = false;
        try {
            Optional<SourceEntry> next = queue.take();
            while (next.isPresent()) {
                next = fillPack(next.get());
            }
            isDone = true;
            return null;
        } finally {
            if (!isDone) {
                queue.halt();
            }
        }
    }

    /** Writes one pack; what it had no room for is returned. */
    private Optional<SourceEntry> fillPack(SourceEntry first) throws IOException, InterruptedException {
        try (PackWriter pack = packing.begin(chunk)) {
            Optional<SourceEntry> next = Optional.of(first);
            while (next.isPresent() && !pack.isFull(packing.settings())) {
                add(next.get(), pack);
                next = queue.take();
            }
            packing.finish(pack);
            return next;
        }
    }

    private void add(SourceEntry entry, PackWriter pack) throws IOException {
        switch (entry) {
            case SourceEntry.SourceDirectory directory -> pack.addDirectory(directory);
            case SourceEntry.SourceFile file -> addFile(file, pack);
            case SourceEntry.GivenFile file ->
                packing.meter().fileDone(pack.addGiven(file).size(), 0);
        }
    }

    private void addFile(SourceEntry.SourceFile file, PackWriter pack) throws IOException {
        Optional<PageVerifier> pages = packing.pages().of(file.name());
        Optional<OpenedSource> opened = OpenedSource.open(file, pages);
        if (opened.isEmpty()) {
            return;
        }
        try (OpenedSource source = opened.get()) {
            PackedEntry.PackedFile packed = pack.addFile(file, source);
            long badPages = pages.map(PageVerifier::badPages).orElse(0L);
            if (badPages > 0) {
                LOG.warn(
                        "pages with a wrong checksum in the cluster's {}: {}, blocks {}",
                        file.name(),
                        badPages,
                        pages.get().badBlocks());
            }
            packing.meter().fileDone(packed.size(), badPages);
        }
    }
}
