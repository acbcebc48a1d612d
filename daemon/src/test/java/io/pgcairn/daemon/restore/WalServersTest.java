package io.pgcairn.daemon.restore;

import static io.pgcairn.daemon.restore.ArchiveFixture.SYSTEM;
import static io.pgcairn.daemon.restore.ArchiveFixture.name;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.StoreStep;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WalServersTest {
    private static final SystemId OTHER = new SystemId(42);

    private final FakeWalTime time = FakeWalTime.rushing();
    private ArchiveFixture fixture;
    private WalServers servers;

    @BeforeEach
    void open() throws IOException {
        fixture = new ArchiveFixture();
        fixture.pushSegments(1, 1, 1);
        servers = new WalServers(
                fixture.lineagesUnderTest(),
                new WalServerSettings(Duration.ofSeconds(60), Duration.ZERO, 0, 0, Duration.ofDays(1)),
                time,
                new Random(1));
    }

    @AfterEach
    void close() {
        servers.close();
    }

    private void assertFound(Optional<SystemId> lineage) {
        assertInstanceOf(WalAnswer.Found.class, servers.answer(lineage, name(1, 1)))
                .file()
                .close();
    }

    @Test
    void the_only_lineage_needs_no_name() {
        assertFound(Optional.empty());
        assertFound(Optional.of(SYSTEM));
    }

    @Test
    void an_unknown_lineage_is_not_an_absent_file() {
        assertInstanceOf(WalAnswer.UnknownLineage.class, servers.answer(Optional.of(OTHER), name(1, 1)));
    }

    @Test
    void a_store_without_the_cluster_is_not_an_absent_file() throws IOException {
        fixture.delete(_ -> true);
        assertInstanceOf(WalAnswer.UnknownLineage.class, servers.answer(Optional.empty(), name(1, 1)));
    }

    @Test
    void several_lineages_have_to_be_named() throws IOException {
        assertFound(Optional.empty());
        fixture.addLineage(OTHER);
        assertFound(Optional.of(SYSTEM));
        assertInstanceOf(WalAnswer.Absent.class, servers.answer(Optional.of(OTHER), name(1, 1)));
        WalAnswer.AmbiguousLineage answer =
                assertInstanceOf(WalAnswer.AmbiguousLineage.class, servers.answer(Optional.empty(), name(1, 1)));
        assertTrue(answer.message().contains("42") && answer.message().contains(SYSTEM.toString()));
    }

    @Test
    void a_store_that_fails_for_a_while_is_asked_again() {
        fixture.store.follow(FaultScript.failing(
                StoreStep.LIST, 3, _ -> true, key -> new StoreUnavailableException("down: " + key, "wait", null)));
        assertFound(Optional.empty());
    }

    @Test
    void a_store_that_stays_down_is_unavailable() {
        fixture.store.follow(FaultScript.failing(
                StoreStep.LIST,
                Integer.MAX_VALUE,
                _ -> true,
                key -> new StoreUnavailableException("down: " + key, "wait", null)));
        assertInstanceOf(WalAnswer.Unavailable.class, servers.answer(Optional.empty(), name(1, 1)));
        assertInstanceOf(WalAnswer.Unavailable.class, servers.answer(Optional.of(OTHER), name(1, 1)));
    }
}
