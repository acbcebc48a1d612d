package io.pgcairn.daemon.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A process's resident memory, looked at twice a second. */
final class ResidentSamples {
    private static final long EVERY_MILLIS = 500;

    private final List<Double> megabytes = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private ResidentSamples() {}

    static ResidentSamples start(ProcessMemory memory) {
        ResidentSamples samples = new ResidentSamples();
        samples.clock.scheduleAtFixedRate(() -> samples.look(memory), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return samples;
    }

    private void look(ProcessMemory memory) {
        try {
            megabytes.add(memory.residentMegabytes());
        } catch (IOException e) {
            throw new IllegalStateException("the daemon's process is gone", e);
        }
    }

    void stop() {
        clock.shutdownNow();
    }

    double median() {
        return megabytes.stream().sorted().toList().get(megabytes.size() / 2);
    }

    double most() {
        return megabytes.stream().mapToDouble(v -> v).max().orElseThrow();
    }
}
