package io.pgcairn.storage.contract.fault;

import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.contract.fault.FaultDialect.Op;
import io.pgcairn.storage.contract.fault.FaultDialect.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whose object it is stays clear whatever is lost on the way. */
interface OthersObjects extends FaultSubject {
    @TestFactory
    default List<DynamicTest> never_takes_another_writer_s_object_for_its_own() throws StoreException {
        return new Campaign(this).play(cases(PutCondition.IF_ABSENT, " finds another's object although it "));
    }

    @TestFactory
    default List<DynamicTest> replaces_an_object_as_a_whole_or_not_at_all() throws StoreException {
        return new Campaign(this).play(cases(PutCondition.REPLACE, " replaces an object although it "));
    }

    private Deed deed(Op op, PutCondition condition) {
        PutDeed put = new Deeds(partBytes()).put(op, Optional.of(Objects.random(7, 5000)), condition);
        return condition == PutCondition.IF_ABSENT ? new OvertakenDeed(put) : put;
    }

    private List<FaultCase> cases(PutCondition condition, String what) {
        Map<String, Fault> faults = new LinkedHashMap<>();
        faults.put("is late", new Fault.Delay(Duration.ofMillis(10)));
        faults.put("loses its reply", new Fault.LoseReply());
        faults.put("is reset before its reply", new Fault.ResetBeforeReply());
        faults.put("is reset within its body", new Fault.ResetRequest(10));
        faults.put("is delivered twice", new Fault.Duplicate());
        faults.put("meets a busy store", new Fault.Answer(dialect().reply(Trouble.BUSY)));
        Verdict verdict =
                condition == PutCondition.IF_ABSENT ? Verdict.fails(ObjectExistsException.class) : Verdict.succeeds();
        List<FaultCase> cases = new ArrayList<>();
        for (Op op : List.of(Op.PUT, Op.COMPLETE)) {
            faults.forEach((how, fault) -> cases.add(new FaultCase(
                    op.word() + what + how, op, deed(op, condition), fault, 1, FaultCase.PATIENT, verdict)));
        }
        return cases;
    }
}
