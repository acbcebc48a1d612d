package io.pgcairn.daemon.page;

import static io.pgcairn.daemon.page.Models.NONE;
import static io.pgcairn.daemon.page.Models.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.http.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestoreAnswerTest {
    private static final Instant DAY = Instant.parse("2026-11-01T00:00:00.500Z");
    private static final Instant NOW = at(20);

    private static Instant at(int days) {
        return DAY.plus(Duration.ofDays(days));
    }

    private static ClusterStatus status(ClusterStatus.Tier... tiers) {
        return Models.status(new Readiness(true, "streaming"), List.of(tiers), List.of());
    }

    private static ClusterStatus.Tier tier(String name, List<ClusterStatus.Span> spans, Instant... stopped) {
        List<ClusterStatus.Backup> backups = java.util.Arrays.stream(stopped)
                .map(at -> new ClusterStatus.Backup("id-" + at, "", at.minusSeconds(60), at, 1, 1))
                .toList();
        return Models.tier(name, "file:///x", true, spans, backups, NONE);
    }

    private static final ClusterStatus TWO_TIERS = status(
            tier("near", List.of(span(at(10), at(12)), span(at(14), at(19))), at(10), at(14), at(16)),
            tier("far", List.of(span(at(2), at(2)), span(at(5), at(12))), at(2), at(5)));

    private static RestoreAnswer.Possible possible(Instant moment) {
        return assertInstanceOf(RestoreAnswer.Possible.class, RestoreAnswer.to(moment, TWO_TIERS, NOW));
    }

    private static RestoreAnswer.Impossible impossible(Instant moment) {
        return assertInstanceOf(RestoreAnswer.Impossible.class, RestoreAnswer.to(moment, TWO_TIERS, NOW));
    }

    @Test
    void the_first_tier_is_asked_first_and_both_ends_count() {
        for (Instant moment : List.of(at(10), at(11), at(12), at(14), at(19))) {
            assertEquals(Optional.empty(), possible(moment).tier());
        }
        assertEquals(Optional.of("far"), possible(at(6)).tier());
        assertTrue(possible(at(17)).isNewest());
        assertTrue(!possible(at(15)).isNewest(), "a later backup tells of later WAL");
    }

    @Test
    void a_backup_without_wal_behind_it_is_restored_by_itself() {
        assertEquals(Optional.of("id-" + at(2)), possible(at(2)).backup());
        String line = new RestoreCommand("/etc/my pgcairn's.yaml", "main").to(possible(at(2)));
        assertEquals(
                "pgcairn restore --config '/etc/my pgcairn'\\''s.yaml' --cluster main \\\n    --to DIR"
                        + " --tier far --backup id-" + at(2) + " --target immediate",
                line);
    }

    @Test
    void what_cannot_be_restored_says_why_and_what_is_nearest() {
        RestoreAnswer.Impossible gap = impossible(at(13));
        assertTrue(gap.why().contains("lies in a gap"), gap.why());
        assertEquals(Optional.of(Instant.parse("2026-11-13T00:00:00Z")), gap.before());
        assertEquals(Optional.of(Instant.parse("2026-11-15T00:00:01Z")), gap.after());

        RestoreAnswer.Impossible early = impossible(at(1));
        assertTrue(early.why().contains("before the end of the oldest backup"), early.why());
        assertEquals(Optional.empty(), early.before());
        assertEquals(Optional.of(at(2)), early.after(), "a single moment is not rounded away");

        assertTrue(impossible(NOW.plusSeconds(1)).why().contains("future"));
        RestoreAnswer.Impossible late = impossible(at(19).plusSeconds(5));
        assertTrue(late.why().contains("durable ends before it"), late.why());
        assertEquals(Optional.empty(), late.after());

        RestoreAnswer none = RestoreAnswer.to(at(1), status(), NOW);
        assertTrue(assertInstanceOf(RestoreAnswer.Impossible.class, none).why().contains("Nothing can be restored"));
    }

    @Test
    void what_is_named_as_nearest_can_be_restored() {
        for (int hour = -24; hour < 24 * 22; hour++) {
            Instant moment = DAY.plus(Duration.ofHours(hour));
            if (RestoreAnswer.to(moment, TWO_TIERS, NOW) instanceof RestoreAnswer.Impossible no) {
                no.before().ifPresent(RestoreAnswerTest::possible);
                no.after().ifPresent(RestoreAnswerTest::possible);
            }
        }
    }
}
