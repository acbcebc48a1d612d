package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.postgres.Lsn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the backup that a named restore point follows: looks through the WAL behind the newest backup, then between the
 * one before and that, and so on. Of two points with one name the later one's backup is found first.
 */
final class PointSearch {
    private final RestoreFacts facts;
    private final RestoreRequest request;
    private final WalEvidence evidence;
    private final List<String> looked = new ArrayList<>();

    PointSearch(RestoreFacts facts, RestoreRequest request, WalEvidence evidence) {
        this.facts = facts;
        this.request = request;
        this.evidence = evidence;
    }

    RestorePlan find(String name) throws RestoreException, IOException {
        Optional<RestoreException> refused = Optional.empty();
        Optional<RestorePlan> newer = Optional.empty();
        for (RestoreRequest from : startingPoints()) {
            try {
                RestorePlan plan = RestorePlanner.draft(facts, from);
                if (isIn(plan, newer, name)) {
                    return plan;
                }
                newer = Optional.of(plan);
            } catch (RestoreException e) {
                refused = refused.isPresent() ? refused : Optional.of(e);
            }
        }
        if (looked.isEmpty() && refused.isPresent()) {
            throw refused.get();
        }
        throw new RestoreException(
                Fault.TARGET_UNREACHABLE,
                "there is no restore point '" + name + "' in the WAL " + String.join(", nor ", looked),
                "check the name; pg_waldump shows restore points as RESTORE_POINT");
    }

    /** The request with one backup after the other, newest first; with the one that it names, if it does. */
    private List<RestoreRequest> startingPoints() {
        if (request.backup().isPresent() || facts.backups().isEmpty()) {
            return List.of(request);
        }
        return facts.backups().stream()
                .sorted(Comparator.comparing(BackupRecord::id).reversed())
                .map(backup -> request.from(backup.id()))
                .toList();
    }

    private boolean isIn(RestorePlan plan, Optional<RestorePlan> newer, String name) throws IOException {
        Lsn from = plan.backup().stopLsn();
        // What lies behind a newer backup of the same history was looked through already.
        Lsn to = newer.filter(other -> other.history().equals(plan.history()))
                .map(other -> other.backup().stopLsn())
                .filter(from::isBefore)
                .orElse(plan.walEnd());
        looked.add(
                "from " + from + " to " + to + " on timeline " + plan.history().timeline());
        return evidence.point(name, plan.history(), from, to).isPresent();
    }
}
