package io.pgcairn.daemon.restore;

import static io.pgcairn.daemon.restore.ArchiveFixture.SIZE;
import static io.pgcairn.daemon.restore.ArchiveFixture.SYSTEM;
import static io.pgcairn.daemon.restore.ArchiveFixture.content;
import static io.pgcairn.daemon.restore.ArchiveFixture.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.StoreStep;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalTiersTest {
    private static final Duration HOLD = Duration.ofSeconds(60);

    private final FakeWalTime time = FakeWalTime.rushing();
    private ArchiveFixture near;
    private ArchiveFixture far;
    private WalTiers tiers;

    @BeforeEach
    void open() throws IOException {
        near = new ArchiveFixture();
        far = new ArchiveFixture();
        Map<String, Lineages> lineages = new LinkedHashMap<>();
        lineages.put("near", near.lineagesUnderTest());
        lineages.put("far", far.lineagesUnderTest());
        tiers = new WalTiers(
                lineages,
                new WalServerSettings(HOLD, Duration.ofSeconds(15), 0, 0, Duration.ofDays(1)),
                time,
                new Random(1));
    }

    @AfterEach
    void close() {
        tiers.close();
    }

    /** What a tier says of the second segment. */
    private enum Says {
        HAS,
        ABSENT,
        GAP,
        DOWN,
        FORBIDDEN,
        EMPTY
    }

    private void prepare(ArchiveFixture tier, Says says) throws IOException {
        switch (says) {
            case HAS -> tier.pushSegments(1, 1, 3);
            case ABSENT -> tier.pushSegments(1, 1, 1);
            case GAP -> {
                tier.pushSegments(1, 1, 1);
                tier.pushSegments(1, 3, 3);
            }
            case DOWN -> failing(tier, new StoreUnavailableException("down", "wait", null));
            case FORBIDDEN -> failing(tier, new StoreForbiddenException("no", "ask", null));
            case EMPTY -> tier.delete(_ -> true);
        }
    }

    private static void failing(ArchiveFixture tier, StoreException failure) {
        tier.store.follow(FaultScript.failing(StoreStep.LIST, Integer.MAX_VALUE, _ -> true, _ -> failure));
    }

    private WalAnswer ask(Optional<String> tier) {
        return tiers.answer(tier, Optional.of(SYSTEM), name(1, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "HAS, HAS, Found",
        "HAS, DOWN, Found",
        "ABSENT, HAS, Found",
        "GAP, HAS, Found",
        "DOWN, HAS, Found",
        "FORBIDDEN, HAS, Found",
        "EMPTY, HAS, Found",
        "HAS, GAP, Found",
        "ABSENT, ABSENT, Absent",
        "ABSENT, EMPTY, Absent",
        "EMPTY, ABSENT, Absent",
        "EMPTY, EMPTY, UnknownLineage",
        "GAP, GAP, Gap",
        "GAP, ABSENT, Gap",
        "ABSENT, GAP, Gap",
        "GAP, EMPTY, Gap",
        "DOWN, ABSENT, Unavailable",
        "ABSENT, DOWN, Unavailable",
        "DOWN, GAP, Unavailable",
        "GAP, FORBIDDEN, Unavailable",
        "FORBIDDEN, ABSENT, Unavailable",
        "DOWN, DOWN, Unavailable",
        "DOWN, EMPTY, Unavailable"
    })
    void answers_of_two_tiers_make_one(Says ofNear, Says ofFar, String expected) throws IOException {
        prepare(near, ofNear);
        prepare(far, ofFar);

        WalAnswer answer = ask(Optional.empty());

        assertEquals(expected, answer.getClass().getSimpleName(), answer::toString);
        if (answer instanceof WalAnswer.Found(var file)) {
            assertArrayEquals(content(1, 2), WalFiles.copy(file.bytes()));
            file.close();
            assertTrue(time.slept().isEmpty(), "what another tier has is not waited for");
        }
        if (answer instanceof WalAnswer.Unavailable failed) {
            assertTrue(failed.hint().contains("?tier=NAME"), failed.hint());
        }
    }

    @ParameterizedTest
    @CsvSource({"HAS, Found", "ABSENT, Absent", "GAP, Gap", "DOWN, Unavailable", "EMPTY, UnknownLineage"})
    void a_named_tier_alone_is_asked(Says ofFar, String expected) throws IOException {
        prepare(near, ofFar == Says.HAS ? Says.DOWN : Says.HAS);
        prepare(far, ofFar);

        WalAnswer answer = ask(Optional.of("far"));

        assertEquals(expected, answer.getClass().getSimpleName(), answer::toString);
        if (answer instanceof WalAnswer.Found(var file)) {
            file.close();
        }
    }

    @Test
    void a_tier_that_is_not_configured_is_told_with_the_known_ones() {
        WalAnswer.UnknownTier answer = assertInstanceOf(WalAnswer.UnknownTier.class, ask(Optional.of("middle")));
        assertTrue(answer.hint().contains("near, far"), answer.hint());
    }

    @Test
    void a_failure_that_passes_is_waited_for_before_anything_is_said() throws IOException {
        prepare(near, Says.ABSENT);
        far.pushSegments(1, 1, 3);
        far.store.follow(FaultScript.failing(
                StoreStep.LIST, 4, _ -> true, _ -> new StoreUnavailableException("down", "wait", null)));

        WalAnswer.Found found = assertInstanceOf(WalAnswer.Found.class, ask(Optional.empty()));

        found.file().close();
    }

    @Test
    void two_contents_in_one_tier_are_refused_whatever_the_other_has() throws IOException {
        prepare(near, Says.HAS);
        near.writer.pushSegment(ArchiveFixture.segment(1, 2), java.nio.ByteBuffer.wrap(content(7, 7)));
        prepare(far, Says.HAS);

        assertInstanceOf(WalAnswer.Contradicted.class, ask(Optional.empty()));
    }

    @Test
    void a_part_of_a_segment_gives_way_to_the_whole_one() throws IOException {
        near.pushTail(1, 2, 0, 1000);
        prepare(far, Says.HAS);

        WalAnswer.Found found = assertInstanceOf(WalAnswer.Found.class, ask(Optional.empty()));

        assertArrayEquals(content(1, 2), WalFiles.copy(found.file().bytes()));
        found.file().close();
    }

    @Test
    void of_two_parts_the_longer_is_served() throws IOException {
        near.pushTail(1, 2, 0, 1000);
        far.pushTail(1, 2, 0, 2000);

        WalAnswer.Found found = assertInstanceOf(WalAnswer.Found.class, ask(Optional.empty()));

        byte[] expected = Arrays.copyOf(Arrays.copyOf(content(1, 2), 2000), SIZE.bytes());
        assertArrayEquals(expected, WalFiles.copy(found.file().bytes()));
        found.file().close();
    }

    @ParameterizedTest
    @CsvSource({"GAP, Gap", "DOWN, Unavailable"})
    void a_part_is_not_served_where_another_tier_has_more_or_may_have(Says ofFar, String expected) throws IOException {
        near.pushTail(1, 2, 0, 1000);
        prepare(far, ofFar);

        assertEquals(expected, ask(Optional.empty()).getClass().getSimpleName());
    }

    @Test
    void a_part_is_served_where_the_other_tier_has_nothing() throws IOException {
        near.pushTail(1, 2, 0, 1000);
        prepare(far, Says.ABSENT);

        assertInstanceOf(WalAnswer.Found.class, ask(Optional.empty())).file().close();
    }

    @Test
    void many_parts_at_once_do_not_wait_for_each_others_memory() throws Exception {
        near.pushTail(1, 2, 0, 1000);
        far.pushTail(1, 2, 0, 2000);
        Thread[] clients = new Thread[8];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = Thread.ofVirtual().start(() -> {
                if (ask(Optional.empty()) instanceof WalAnswer.Found(var file)) {
                    file.close();
                }
            });
        }
        for (Thread client : clients) {
            assertTrue(client.join(Duration.ofMinutes(2)), "a request hangs");
        }
    }

    @Test
    void a_tier_that_just_failed_is_asked_after_the_others() throws IOException {
        prepare(near, Says.DOWN);
        prepare(far, Says.HAS);
        assertInstanceOf(WalAnswer.Found.class, ask(Optional.empty())).file().close();
        near.store.follow((step, _) -> {
            throw new StoreUnavailableException("asked again for " + step, "", null);
        });

        assertInstanceOf(WalAnswer.Found.class, ask(Optional.empty())).file().close();
    }
}
