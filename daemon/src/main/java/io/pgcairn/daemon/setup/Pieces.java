package io.pgcairn.daemon.setup;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Report;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The other end of {@link OtherUserProver}: what a process of the daemon's user is told to do, and what it answers. */
final class Pieces {
    static final String POSTGRES = "postgres";
    static final String STORES = "stores";
    static final String SLOT = "slot";
    static final String FINDINGS = "findings";
    static final String MADE = "made";

    private final Prover prover;

    Pieces(Prover prover) {
        this.prover = prover;
    }

    Report run(String piece, Configured configuration) throws CairnException, InterruptedException {
        Map<String, Object> answer = switch (piece) {
            case POSTGRES -> Map.of(FINDINGS, json(prover.postgres(configuration)));
            case STORES -> Map.of(FINDINGS, json(prover.stores(configuration)));
            case SLOT -> Map.of(MADE, prover.makeSlot(configuration));
            default -> throw new SetupException(Fault.USAGE, "no piece of work: " + piece, "see --help");
        };
        return new Report(List.of(), answer);
    }

    static List<Map<String, Object>> json(List<Finding> findings) {
        return findings.stream().map(Pieces::json).toList();
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", finding.state().name());
        fields.put("subject", finding.subject());
        fields.put("text", finding.text());
        fields.put("hint", finding.hint());
        finding.fault().ifPresent(fault -> fields.put("error", fault.label()));
        return fields;
    }
}
