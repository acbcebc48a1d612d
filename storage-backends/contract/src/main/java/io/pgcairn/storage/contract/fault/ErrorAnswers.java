package io.pgcairn.storage.contract.fault;

import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.contract.fault.FaultDialect.Op;
import io.pgcairn.storage.contract.fault.FaultDialect.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Answers that must not be mistaken: a right that is missing, an object that is, and words that no store said. */
interface ErrorAnswers extends FaultSubject {
    @TestFactory
    default List<DynamicTest> tells_what_the_store_said_from_what_it_did_not() throws StoreException {
        List<FaultCase> cases = new ArrayList<>();
        for (Op op : dialect().ops()) {
            cases.add(answered(
                    op,
                    "is forbidden at once",
                    dialect().reply(Trouble.FORBIDDEN),
                    Verdict.failsAtOnce(StoreForbiddenException.class)));
            cases.add(answered(
                    op,
                    "is forbidden when its credentials have expired",
                    dialect().reply(Trouble.EXPIRED),
                    Verdict.fails(StoreForbiddenException.class)));
            cases.add(answered(
                    op,
                    "does not take a page of somebody else for the store's success",
                    page(200),
                    Verdict.failsButNotAsMissing()));
            cases.add(answered(
                    op,
                    "does not take a missing store for a missing object",
                    dialect().reply(Trouble.NO_STORE),
                    Verdict.failsButNotAsMissing()));
            cases.add(answered(
                    op,
                    "does not take a page of somebody else for a missing object",
                    page(404),
                    Verdict.failsButNotAsMissing()));
            if (op == Op.GET || op == Op.HEAD && dialect().headSaysWhy()) {
                cases.add(answered(
                        op,
                        "finds nothing where the store says so",
                        dialect().reply(Trouble.NO_OBJECT),
                        Verdict.failsAtOnce(ObjectMissingException.class)));
            }
        }
        return new Campaign(this).play(cases);
    }

    private FaultCase answered(Op op, String what, CannedReply reply, Verdict verdict) {
        return new FaultCase(
                op.word() + " " + what,
                op,
                new Deeds(partBytes()).of(op).getFirst(),
                new Fault.Answer(reply),
                FaultCase.ALWAYS,
                FaultCase.PATIENT,
                verdict);
    }

    /** What a captive portal or a proxy without a route says. */
    private static CannedReply page(int status) {
        String body = "<html><head><title>Welcome</title></head><body>Please log in.</body></html>";
        return new CannedReply(status, Map.of("Content-Type", "text/html; charset=utf-8"), body);
    }
}
