package io.pgcairn.storage.contract.fault;

import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.contract.fault.FaultDialect.Op;
import io.pgcairn.storage.contract.fault.FaultDialect.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What does not pass ends at a bound, and says that it may pass. */
interface LastingFaults extends FaultSubject {
    @TestFactory
    default List<DynamicTest> ends_at_a_bound_when_it_does_not_pass() throws StoreException {
        List<FaultCase> cases = new ArrayList<>();
        for (Op op : dialect().ops()) {
            for (Lasting lasting : lasting()) {
                Deed deed = new Deeds(partBytes()).of(op).getFirst();
                String sentence = op.word() + " ends when " + lasting.when();
                cases.add(new FaultCase(
                        sentence, op, deed, lasting.fault(), FaultCase.ALWAYS, lasting.timeout(), lasting.verdict()));
            }
        }
        return new Campaign(this).play(cases);
    }

    /** @param when the rest of the sentence */
    record Lasting(String when, Fault fault, Duration timeout, Verdict verdict) {}

    private List<Lasting> lasting() {
        Verdict retryable = Verdict.endsRetryable();
        Verdict unavailable = Verdict.fails(StoreUnavailableException.class);
        return List.of(
                new Lasting("the store stays busy", reply(Trouble.BUSY), FaultCase.PATIENT, unavailable),
                new Lasting("the store stays broken", reply(Trouble.BROKEN), FaultCase.PATIENT, unavailable),
                new Lasting("it is throttled for good", reply(Trouble.THROTTLED), FaultCase.PATIENT, unavailable),
                new Lasting("every connection is reset", new Fault.ResetBeforeReply(), FaultCase.PATIENT, retryable),
                new Lasting("every reply gets lost", new Fault.LoseReply(), FaultCase.PATIENT, retryable),
                new Lasting("every reply is cut", new Fault.TruncateReply(10), FaultCase.PATIENT, retryable),
                new Lasting("every request is reset", new Fault.ResetRequest(10), FaultCase.PATIENT, retryable),
                new Lasting("every reply stalls", new Fault.StallReply(10), FaultCase.SHORT, retryable),
                new Lasting(
                        "nothing is ever answered",
                        new Fault.Silence(),
                        FaultCase.SHORT,
                        Verdict.fails(StoreTimeoutException.class)));
    }

    private Fault reply(Trouble trouble) {
        return new Fault.Answer(dialect().reply(trouble));
    }
}
