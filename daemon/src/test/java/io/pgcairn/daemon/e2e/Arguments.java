package io.pgcairn.daemon.e2e;

import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;

/** Looks at the arguments of all processes again and again, as any user of the host may, for words of ours. */
final class Arguments implements AutoCloseable {
    private static final long PAUSE_NANOS = 5_000_000;

    private final List<String> words;
    private final ConcurrentSkipListSet<String> seen = new ConcurrentSkipListSet<>();
    private final Thread looking;
    private volatile boolean isOver;

    Arguments(List<String> words) {
        this.words = List.copyOf(words);
        this.looking = Thread.ofPlatform().name("arguments").start(this::look);
    }

    private void look() {
        while (!isOver) {
            ProcessHandle.allProcesses()
                    .flatMap(process -> process.info().commandLine().stream())
                    .filter(line -> words.stream().anyMatch(line::contains))
                    .forEach(seen::add);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** The lines that had one. */
    List<String> seen() {
        return List.copyOf(new TreeSet<>(seen));
    }

    @Override
    public void close() {
        isOver = true;
        try {
            looking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
