package io.pgcairn.daemon.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TakenLabelTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String LABEL = "20261121T115500.000Z";
    private static final LineageId LINEAGE = new LineageId(new ClusterName("main"), new SystemId(7));

    private final MemoryObjectStore store = new MemoryObjectStore(Clock.fixed(NOW, ZoneOffset.UTC));

    private void put(int term, String text) throws IOException {
        ObjectKey key = new ObjectKey(LINEAGE + "/leases/backup/000000000" + term + ".json");
        SmallObjects.put(store, key, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String lease(String state, String label) {
        return "{\"format\":1,\"state\":\"" + state + "\",\"holder\":\"h\",\"backup\":\"" + label
                + "\",\"seconds\":180}";
    }

    private Optional<BackupId> after(Duration since) throws IOException {
        return new TakenLabel(store, LINEAGE).find(NOW.plus(since), Duration.ofMinutes(10));
    }

    @Test
    void the_newest_term_says_which_backup_is_taken_as_long_as_it_may_live() throws IOException {
        assertEquals(Optional.empty(), after(Duration.ZERO));
        put(1, lease("held", "20261120T000000.000Z"));
        put(2, lease("held", LABEL));
        assertEquals(Optional.of(new BackupId(LABEL)), after(Duration.ofSeconds(180 + 599)));
        assertEquals(Optional.empty(), after(Duration.ofSeconds(180 + 600)));
        put(3, lease("released", LABEL));
        assertEquals(Optional.empty(), after(Duration.ZERO));
    }

    @Test
    void a_term_that_says_nothing_leaves_it_to_the_age_of_what_is_stored() throws IOException {
        put(1, lease("held", ""));
        assertEquals(Optional.empty(), after(Duration.ZERO));
        put(2, lease("held", "yesterday"));
        assertEquals(Optional.empty(), after(Duration.ZERO));
        put(3, "{");
        assertEquals(Optional.empty(), after(Duration.ZERO));
    }
}
