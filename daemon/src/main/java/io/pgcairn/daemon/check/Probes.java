package io.pgcairn.daemon.check;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Checker.State;
import io.pgcairn.daemon.fault.CairnException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Several checks at once, each within the same time: one that hangs is told as such and holds nobody. Findings keep the
 * order in which the checks were added.
 */
final class Probes {
    private final Duration limit;
    private final Map<String, Callable<List<Finding>>> probes = new LinkedHashMap<>();

    Probes(Duration limit) {
        this.limit = limit;
    }

    /** @param subject unique among them */
    void add(String subject, Callable<List<Finding>> probe) {
        if (probes.put(subject, probe) != null) {
            throw new IllegalArgumentException("checked twice: " + subject);
        }
    }

    List<Finding> run() throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Map<String, FutureTask<List<Finding>>> running = new LinkedHashMap<>();
        probes.forEach((subject, probe) -> {
            FutureTask<List<Finding>> task = new FutureTask<>(probe);
            running.put(subject, task);
            Thread.ofVirtual().name("check " + subject).start(task);
        });
        List<Finding> found = new ArrayList<>();
        for (Map.Entry<String, FutureTask<List<Finding>>> each : running.entrySet()) {
            found.addAll(of(each.getKey(), each.getValue(), deadline - System.nanoTime()));
        }
        return found;
    }

    private List<Finding> of(String subject, FutureTask<List<Finding>> task, long nanos) throws InterruptedException {
        try {
            return task.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            return List.of(new Finding(
                    State.FAILED,
                    subject,
                    "no answer within " + limit.toSeconds() + " s",
                    "look at the network and at the other side; --timeout waits longer"));
        } catch (ExecutionException e) {
            return List.of(
                    e.getCause() instanceof CairnException told
                            ? Findings.failed(subject, told)
                            : new Finding(
                                    State.FAILED, subject, "the check itself failed: " + e.getCause(), "report it"));
        }
    }
}
