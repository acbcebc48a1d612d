package io.pgcairn.storage.contract.fault;

import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.contract.fault.FaultDialect.Op;
import io.pgcairn.storage.contract.fault.FaultDialect.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What goes wrong once or twice is nobody's business but the listener's. */
interface PassingFaults extends FaultSubject {
    @TestFactory
    default List<DynamicTest> does_its_work_in_spite_of_what_passes() throws StoreException {
        List<FaultCase> cases = new ArrayList<>();
        for (Op op : dialect().ops()) {
            for (Broken broken : brokenOnce(op)) {
                for (Deed deed : new Deeds(partBytes()).of(op)) {
                    cases.add(broken.played(op, deed));
                }
            }
        }
        return new Campaign(this).play(cases);
    }

    /** @param verdict of one that is broken so */
    record Broken(String how, Fault fault, int times, Duration timeout, Verdict verdict) {
        FaultCase played(Op op, Deed deed) {
            String way = deed instanceof ReadDeed read && read.way() == ReadDeed.Way.RANGE ? " of a range" : "";
            String sentence = op.word() + way + " succeeds although it " + how;
            return new FaultCase(sentence, op, deed, fault, times, timeout, verdict);
        }
    }

    private List<Broken> brokenOnce(Op op) {
        Verdict heard = Verdict.succeedsAfterRetries();
        Verdict mayBeHeard = dialect().clientResends() ? Verdict.succeeds() : heard;
        List<Broken> broken = new ArrayList<>(List.of(
                quick("is reset before its reply", new Fault.ResetBeforeReply(), 1, mayBeHeard),
                quick("is reset before its reply twice", new Fault.ResetBeforeReply(), 2, mayBeHeard),
                quick("loses its reply", new Fault.LoseReply(), 1, mayBeHeard),
                quick("has its reply reset", new Fault.ResetReply(10), 1, mayBeHeard),
                quick("has its reply cut", new Fault.TruncateReply(10), 1, mayBeHeard),
                quick("is delivered twice", new Fault.Duplicate(), 1, Verdict.succeeds()),
                quick("is late", new Fault.Delay(Duration.ofMillis(300)), 1, Verdict.succeeds()),
                quick("breaks the store once", reply(Trouble.BROKEN), 1, heard),
                quick("meets a busy store twice", reply(Trouble.BUSY), 2, heard),
                quick("is throttled twice", reply(Trouble.THROTTLED), 2, heard),
                new Broken("is not answered once", new Fault.Silence(), 1, FaultCase.WAITING, heard),
                new Broken("stalls in its reply", new Fault.StallReply(10), 1, FaultCase.WAITING, heard)));
        broken.addAll(bodies(op, mayBeHeard));
        dialect()
                .errorInSuccess(op)
                .ifPresent(reply -> broken.add(quick("succeeds with an error", new Fault.Answer(reply), 1, heard)));
        return broken;
    }

    private List<Broken> bodies(Op op, Verdict mayBeHeard) {
        List<Broken> broken = new ArrayList<>();
        switch (op) {
            case PUT, PART -> {
                broken.add(quick("is reset within its body", new Fault.ResetRequest(50_000), 1, mayBeHeard));
                Verdict refused = dialect().checksRequests(op) ? Verdict.succeedsAfterRetries() : Verdict.endsAnyhow();
                broken.add(quick("has a bit flipped on its way", new Fault.FlipRequest(50_000), 1, refused));
            }
            case COMPLETE, DELETE ->
                broken.add(quick("is reset within its body", new Fault.ResetRequest(10), 1, mayBeHeard));
            case GET -> {
                broken.add(
                        quick("is reset in mid body", new Fault.ResetReply(50_000), 1, Verdict.succeedsAfterRetries()));
                broken.add(quick(
                        "is cut in mid body", new Fault.TruncateReply(50_000), 2, Verdict.succeedsAfterRetries()));
                broken.add(new Broken(
                        "stalls in mid body",
                        new Fault.StallReply(50_000),
                        1,
                        FaultCase.WAITING,
                        Verdict.succeedsAfterRetries()));
            }
            case LIST ->
                broken.add(quick(
                        "gets a reply that nobody can read",
                        new Fault.FlipReply(0),
                        1,
                        Verdict.succeedsAfterRetries()));
            case BEGIN, HEAD -> {}
        }
        if (op == Op.PUT || op == Op.COMPLETE || op == Op.DELETE) {
            broken.add(quick("may get a reply that nobody can read", new Fault.FlipReply(0), 1, Verdict.succeeds()));
        }
        return broken;
    }

    private Fault reply(Trouble trouble) {
        return new Fault.Answer(dialect().reply(trouble));
    }

    private static Broken quick(String how, Fault fault, int times, Verdict verdict) {
        return new Broken(how, fault, times, FaultCase.PATIENT, verdict);
    }
}
