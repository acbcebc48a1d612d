package io.pgcairn.daemon.service;

import io.pgcairn.daemon.http.WalDesk;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.restore.WalAnswer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks once more who has taken a cluster's place meanwhile: a request that a reload took the stores from under would
 * end a recovery. Safe for use by several threads.
 *
 * @param first who is asked at the beginning
 * @param current who serves the cluster now; empty if nobody does
 */
record SucceedingWal(WalDesk first, Supplier<Optional<WalDesk>> current) implements WalDesk {
    @Override
    public WalAnswer answer(Optional<String> tier, Optional<SystemId> lineage, String fileName) {
        WalDesk asked = first;
        while (true) {
            Optional<WalDesk> next;
            try {
                WalAnswer answer = asked.answer(tier, lineage, fileName);
                next = successor(asked);
                if (!(answer instanceof WalAnswer.Unavailable) || next.isEmpty()) {
                    return answer;
                }
            } catch (RuntimeException e) {
                next = successor(asked);
                if (next.isEmpty()) {
                    throw e;
                }
            }
            asked = next.get();
        }
    }

    private Optional<WalDesk> successor(WalDesk asked) {
        return current.get().filter(now -> now != asked);
    }
}
