package io.pgcairn.daemon.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.InitRequest;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.Stores;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is proven and made is what the daemon will read: the file with conf.d beside it. */
class ConfiguredTest {
    private static final String ELSEWHERE = "clusters: { main: { postgres: { slot: other } } }\n";

    @TempDir
    private Path directory = Path.of("");

    private final Clock clock = Clock.systemUTC();
    private final Clusters clusters = new Clusters(new Stores(clock), new Seals(new SecureRandom()), Map.of(), clock);
    private final Seeing prover = new Seeing();

    /** Reads what it is to prove. */
    private final class Seeing implements Prover {
        final List<ClusterConfig> seen = new ArrayList<>();

        @Override
        public List<Finding> postgres(Configured configuration) throws CairnException {
            seen.add(configuration.read(clusters));
            return List.of();
        }

        @Override
        public List<Finding> stores(Configured configuration) throws CairnException {
            return postgres(configuration);
        }

        @Override
        public boolean makeSlot(Configured configuration) throws CairnException {
            return postgres(configuration).isEmpty();
        }
    }

    private void init() throws Exception {
        InitRequest request = new InitRequest(
                Optional.of(directory.resolve("pgcairn.yaml")),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false);
        new InitProgram(clusters, new FixedKeys(), new OwnProgram("none", Path.of("")), Path.of("none"), clock)
                .init(request, SpokenDialogue.silent(), Optional.empty(), prover);
    }

    private void alsoConfigured(String text) throws Exception {
        Files.writeString(Files.createDirectories(directory.resolve("conf.d")).resolve("more.yaml"), text);
    }

    @Test
    void a_second_run_proves_the_file_with_everything_over_it() throws Exception {
        init();
        alsoConfigured("clusters: { main: { postgres: { slot: other, passfile: pgpass } } }\n");
        prover.seen.clear();
        init();
        assertEquals(3, prover.seen.size());
        for (ClusterConfig seen : prover.seen) {
            assertEquals("other", seen.postgres().slot());
            assertEquals(
                    Optional.of(directory.resolve("pgpass")), seen.postgres().passfile());
        }
    }

    @Test
    void what_makes_another_configuration_of_the_file_is_refused_before_the_slot() throws Exception {
        alsoConfigured(ELSEWHERE);
        var refused = assertThrows(CairnException.class, this::init);
        assertEquals(Fault.CONFIGURATION, refused.fault());
        try (var left = Files.list(directory)) {
            assertEquals(List.of(directory.resolve("conf.d")), left.toList());
        }
    }
}
