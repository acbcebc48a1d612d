package io.pgcairn.daemon.http;

import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.restore.WalAnswer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /clusters/{c}/wal/{name}} and {@code GET /clusters/{c}/lineages/{id}/wal/{name}}, both from any tier or,
 * with {@code ?tier=NAME}, from one. Only a 404 that carries our header proves that a file is not there; a proxy's 404,
 * or one for a cluster we do not know, proves nothing.
 */
final class WalRoutes {
    static final String ABSENT_HEADER = "Pgcairn-Absent";
    static final String SEGMENT_HEADER = "Pgcairn-Segment";

    /** On a 503 that waiting mends without anybody's help: whoever restores asks again, as if not connected at all. */
    static final String RETRY_HEADER = "Pgcairn-Retry";

    private static final Logger LOG = LoggerFactory.getLogger(WalRoutes.class);
    private static final String TIER = "tier=[a-z0-9_-]{1,63}";
    private static final String RETRY_SECONDS = "5";

    /** Fewer than the calls of the endpoint, so that a store that hangs never takes health and metrics with it. */
    private static final int AT_ONCE = 16;

    private static final int WAITING = 24;
    private static final int TURN_SECONDS = 30;

    private final ClusterDesk.Directory directory;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Semaphore places = new Semaphore(AT_ONCE + WAITING);
    private final AtomicInteger unanswered = new AtomicInteger();

    WalRoutes(ClusterDesk.Directory directory) {
        this.directory = directory;
    }

    Reply get(HttpCall call, String cluster, Optional<String> lineage, String fileName) {
        Optional<ClusterDesk> found = desk(cluster);
        if (found.isEmpty()) {
            // A reload may bring it back between the two questions, so it is looked for once more.
            Optional<Reply> parted = directory.parting(cluster).map(WalRoutes::parted);
            found = parted.isPresent() ? Optional.empty() : desk(cluster);
            if (found.isEmpty()) {
                return parted.orElseGet(this::unknown);
            }
        }
        return get(call, cluster, found.get(), lineage, fileName);
    }

    private Optional<ClusterDesk> desk(String cluster) {
        return Optional.ofNullable(directory.clusters().get(cluster));
    }

    private Reply unknown() {
        return Reply.error(
                404,
                "cluster_unknown",
                "no such cluster is configured here",
                "name one of " + directory.clusters().keySet());
    }

    private Reply get(HttpCall call, String cluster, ClusterDesk desk, Optional<String> lineage, String fileName) {
        Optional<SystemId> systemId;
        try {
            systemId = lineage.map(SystemId::parse);
        } catch (IllegalArgumentException e) {
            return Reply.error(
                    400, "usage", "a lineage is named by its system identifier, a number", "pgcairn list shows it");
        }
        Optional<String> tier = call.query().map(WalRoutes::tier);
        if (tier.isPresent() && tier.get().isEmpty()) {
            // A mistyped parameter that is passed over would be answered from other tiers than the client relies on.
            return Reply.error(400, "usage", "the only parameter here is tier", "end the URL with ?tier=NAME, or not");
        }
        if (!places.tryAcquire()) {
            return passing("busy", "too many WAL files are asked for at once", "ask again");
        }
        unanswered.incrementAndGet();
        try {
            return inTurn(() -> answer(cluster, fileName, () -> desk.wal().answer(tier, systemId, fileName)));
        } finally {
            unanswered.decrementAndGet();
            places.release();
        }
    }

    /** A turn lasts until the reply is sent: a file takes memory until then. */
    private Reply inTurn(Supplier<Reply> answer) {
        try {
            if (!turns.tryAcquire(TURN_SECONDS, TimeUnit.SECONDS)) {
                return passing("busy", "too many WAL files are being sent", "ask again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return parted(ClusterDesk.Parting.STOPPING);
        }
        boolean isReplied = false;
        try {
            Reply reply = answer.get().whenReleased(turns::release);
            isReplied = true;
            return reply;
        } finally {
            if (!isReplied) {
                turns.release();
            }
        }
    }

    /** Who loses his stores while he looks says so in many ways; that he goes is known here. */
    private Reply answer(String cluster, String fileName, Supplier<WalAnswer> desk) {
        WalAnswer answer;
        try {
            answer = desk.get();
        } catch (RuntimeException e) {
            return directory.parting(cluster).map(WalRoutes::parted).orElseThrow(() -> e);
        }
        Optional<Reply> parted = answer instanceof WalAnswer.Unavailable
                ? directory.parting(cluster).map(WalRoutes::parted)
                : Optional.empty();
        return parted.orElseGet(() -> reply(fileName, answer));
    }

    private static Reply parted(ClusterDesk.Parting parting) {
        return switch (parting) {
            case STOPPING -> passing("stopping", "the daemon is stopping", "ask again when it runs");
            case REMOVED ->
                passing(
                        "cluster_removed",
                        "a reload took the cluster out of the configuration",
                        "add it again, or point restore_command at a daemon that serves it");
        };
    }

    /** Whether somebody has not got an answer yet. */
    boolean isWaitedFor() {
        return unanswered.get() > 0;
    }

    /** The tier that a query names; empty for any other query. */
    private static String tier(String query) {
        return query.matches(TIER) ? query.substring(query.indexOf('=') + 1) : "";
    }

    private static Reply reply(String fileName, WalAnswer answer) {
        return switch (answer) {
            case WalAnswer.Found found ->
                new Reply(
                        200,
                        "application/octet-stream",
                        Map.of(SEGMENT_HEADER, fileName),
                        found.file().bytes(),
                        found.file()::close);
            case WalAnswer.Absent absent ->
                Reply.error(404, "absent", absent.reason(), "nothing is to be done: this is the end of the WAL")
                        .with(ABSENT_HEADER, "proven");
            case WalAnswer.Gap gap -> refused("wal_gap", gap.message(), gap.hint());
            case WalAnswer.Contradicted c -> refused("contradicted", c.message(), c.hint());
            case WalAnswer.AmbiguousLineage a -> refused("ambiguous_lineage", a.message(), a.hint());
            case WalAnswer.Unavailable u -> {
                LOG.warn("a WAL file cannot be served: {}; {}", u.message(), u.hint());
                yield unavailable(u.fault().label(), u.message(), u.hint());
            }
            case WalAnswer.Malformed malformed ->
                Reply.error(400, "malformed", malformed.message(), "pass PostgreSQL's %f as it is");
            case WalAnswer.UnknownTier u -> Reply.error(404, "tier_unknown", u.message(), u.hint());
            case WalAnswer.UnknownLineage u -> Reply.error(404, "lineage_unknown", u.message(), u.hint());
        };
    }

    private static Reply refused(String error, String message, String hint) {
        LOG.error("a restore is refused: {}; {}", message, hint);
        return Reply.error(409, error, message, hint);
    }

    private static Reply passing(String error, String message, String hint) {
        return unavailable(error, message, hint).with(RETRY_HEADER, error);
    }

    private static Reply unavailable(String error, String message, String hint) {
        return Reply.error(503, error, message, hint).with("Retry-After", RETRY_SECONDS);
    }
}
