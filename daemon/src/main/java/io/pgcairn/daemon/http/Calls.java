package io.pgcairn.daemon.http;

import java.util.Set;
import java.util.function.Consumer;

/**
 * Has calls answered, health and metrics apart from all others: whatever hangs in a store, whether the daemon is well
 * can be asked. Safe for use by several threads; never waits.
 */
final class Calls implements AutoCloseable {
    private static final Set<String> VITAL = Set.of("/healthz", "/readyz", "/metrics");

    private final Router router;
    private final Access access;
    private final AnswerCount count;
    private final CallRunner vital;
    private final CallRunner others;

    Calls(Router router, Access access, AnswerCount count, int atOnce) {
        this.router = router;
        this.access = access;
        this.count = count;
        this.vital = new CallRunner(atOnce);
        this.others = new CallRunner(atOnce);
    }

    /** Starts it, unless there are too many. */
    boolean tryRun(HttpCall call, Consumer<Reply> answered) {
        CallRunner runner = VITAL.contains(call.target()) ? vital : others;
        return runner.tryRun(() -> {
            Reply reply = router.answer(call, access);
            count.answered(router.word(call), reply.status());
            answered.accept(reply);
        });
    }

    /** The same reply, to a request that was too much; counted. */
    Reply turnedAway(HttpCall call, Reply reply) {
        count.answered(router.word(call), reply.status());
        return reply;
    }

    /** The same reply, to what is no request; counted. */
    Reply unreadable(Reply reply) {
        count.answered("unreadable", reply.status());
        return reply;
    }

    boolean isWalWaitedFor() {
        return router.isWalWaitedFor();
    }

    /** Interrupts what runs. */
    @Override
    public void close() {
        vital.close();
        others.close();
    }
}
