package io.pgcairn.storage.contract.fault;

import io.pgcairn.storage.ObjectStore;
import org.junit.jupiter.api.Test;

/** Whatever happens in whatever order, what was promised is there and what was not never looks like it. */
interface ChaosContract extends FaultSubject {
    /** Prints its seed; set this to repeat what a seed did. */
    @Test
    default void keeps_its_word_under_faults_at_random() throws Exception {
        long seed = Long.getLong("pgcairn.faults.seed", System.nanoTime());
        System.out.println("faults at random with pgcairn.faults.seed=" + seed);
        ChaosPlan plan = new ChaosPlan(dialect(), seed);
        try (ObjectStore direct = open(server(), FaultCase.PATIENT, (op, cause) -> {});
                Bench bench = Bench.open(this, FaultCase.PATIENT, plan)) {
            new ChaosRun(bench.store(), direct, partBytes(), seed).run();
        } catch (AssertionError e) {
            throw new AssertionError("with pgcairn.faults.seed=" + seed + ": " + e.getMessage(), e);
        }
    }
}
