package io.pgcairn.daemon.check;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.ServerFacts;
import io.pgcairn.daemon.postgres.ServerRoom;
import io.pgcairn.daemon.postgres.SlotState;
import java.util.Optional;

/** What a server's slot and its places for more say. */
record SlotCheck(String name, ServerFacts facts, ServerRoom room) {
    /** Below this part of max_slot_wal_keep_size that is left, somebody should look. */
    private static final int NARROW_PART = 4;

    void check(Optional<SlotState> slot, Findings findings) {
        if (slot.isEmpty()) {
            absent(findings);
            return;
        }
        SlotState state = slot.get();
        String kept = "slot " + name + kept(state);
        if (state.isLost()) {
            findings.fail(
                    "slot " + name + " has lost WAL",
                    "the daemon makes it anew; take a base backup then: pgcairn backup --wait");
        } else if (isNarrow(state)) {
            findings.warn(
                    kept + limit(state),
                    state.active()
                            ? "the store is slower than WAL is written; see the tiers"
                            : "start the daemon before the server gives up on the slot");
        } else if (!state.active()) {
            findings.warn(kept + " and nobody streams from it" + limit(state), "systemctl start pgcairn");
        } else {
            findings.ok(kept + " and is streamed" + limit(state));
        }
        senders(state, findings);
    }

    private void absent(Findings findings) {
        if (room.slotsInUse() >= room.slots()) {
            findings.fail(
                    "all " + room.slots() + " replication slots are taken, and slot " + name + " is not among them",
                    "drop one that nobody uses (pg_replication_slots), or raise max_replication_slots");
        } else if (room.sendersInUse() >= room.senders()) {
            findings.fail("all " + room.senders() + " walsenders are busy", "raise max_wal_senders");
        } else {
            findings.ok("replication is allowed; slot " + name + " is made when the daemon starts");
        }
    }

    private void senders(SlotState state, Findings findings) {
        if (!state.active() && room.sendersInUse() >= room.senders()) {
            findings.fail("all " + room.senders() + " walsenders are busy", "raise max_wal_senders");
        }
    }

    private String kept(SlotState state) {
        Optional<Lsn> written = room.written();
        if (state.restart().isEmpty() || written.isEmpty()) {
            return " keeps no WAL";
        }
        long bytes = written.get().value() - state.restart().get().value();
        return " keeps " + ByteText.of(Math.max(0, bytes)) + " of WAL";
    }

    private boolean isNarrow(SlotState state) {
        return state.safeBytes().isPresent()
                && facts.maxSlotWalKeepBytes().isPresent()
                && state.safeBytes().getAsLong() < facts.maxSlotWalKeepBytes().getAsLong() / NARROW_PART;
    }

    private String limit(SlotState state) {
        if (facts.maxSlotWalKeepBytes().isEmpty()) {
            return "; max_slot_wal_keep_size is unlimited: while the daemon is down WAL gathers on the server";
        }
        return state.safeBytes().isEmpty()
                ? ""
                : "; the server gives up on it after "
                        + ByteText.of(Math.max(0, state.safeBytes().getAsLong())) + " more";
    }
}
