package io.pgcairn.storage.contract.fault;

import io.pgcairn.storage.contract.fault.FaultDialect.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Breaks requests at random, more often than they pass twice in a row. */
final class ChaosPlan implements FaultPlan {
    private static final int PERCENT = 35;
    private static final int FARTHEST = 120_000;

    private final List<Trouble> passing = List.of(Trouble.BROKEN, Trouble.BUSY, Trouble.THROTTLED);
    private final FaultDialect dialect;
    private final Random random;

    ChaosPlan(FaultDialect dialect, long seed) {
        this.dialect = dialect;
        this.random = new Random(seed);
    }

    @Override
    public synchronized Fault next(RequestHead request) {
        if (random.nextInt(100) >= PERCENT) {
            return new Fault.None();
        }
        int at = random.nextInt(FARTHEST);
        return switch (random.nextInt(9)) {
            case 0 -> new Fault.ResetRequest(at);
            case 1 -> new Fault.ResetBeforeReply();
            case 2 -> new Fault.ResetReply(at);
            case 3 -> new Fault.TruncateReply(at);
            case 4 -> new Fault.LoseReply();
            case 5 -> new Fault.Duplicate();
            case 6 -> new Fault.Delay(Duration.ofMillis(random.nextInt(50)));
            default -> new Fault.Answer(dialect.reply(passing.get(random.nextInt(passing.size()))));
        };
    }
}
