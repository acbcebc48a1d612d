package io.pgcairn.daemon.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.cli.InitRequest;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.Stores;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.PostgresSettings;
import io.pgcairn.daemon.postgres.ServerQueries;
import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A setup that ends between two of its steps: a slot without a configuration would fill the server's disk. */
class KilledInitIT {
    /** The process is gone: nothing after it is run. */
    private static final class Kill extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static InitProgram program(Consumer<Step> steps) {
        Clock clock = Clock.systemUTC();
        Clusters clusters = new Clusters(new Stores(clock), new Seals(new SecureRandom()), Map.of(), clock);
        return new InitProgram(
                clusters, new FixedKeys(), new OwnProgram("none", Path.of("")), Path.of("none"), clock, steps);
    }

    private static void init(ServerInstance server, Path config, Consumer<Step> steps) throws Exception {
        program(steps)
                .init(
                        new InitRequest(
                                Optional.of(config),
                                Optional.empty(),
                                Optional.of(server.uri()),
                                List.of(new InitRequest.Store(
                                        config.resolveSibling("store").toString(), Map.of())),
                                Optional.empty(),
                                List.of(),
                                Optional.of(System.getProperty("user.name")),
                                false),
                        SpokenDialogue.silent());
    }

    private static boolean hasSlot(ServerInstance server) throws Exception {
        return new ServerQueries(new PostgresConnector(PostgresSettings.parse(server.uri())))
                .slot("pgcairn_main")
                .isPresent();
    }

    @Test
    void a_slot_is_never_left_without_the_configuration_that_names_it() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            ServerInstance server = postgres.running();
            for (Step last : Step.values()) {
                Path config = Files.createDirectory(postgres.directory().resolve("killed-" + last))
                        .resolve("pgcairn.yaml");
                assertThrows(
                        Kill.class,
                        () -> init(server, config, step -> {
                            if (step == last) {
                                throw new Kill();
                            }
                        }));
                assertTrue(Files.exists(config) || !hasSlot(server), "killed after " + last);
                assertEquals(last == Step.SLOT_MADE, hasSlot(server), "killed after " + last);
                assertEquals(last.compareTo(Step.KEY_WRITTEN) > 0, Files.exists(config), "killed after " + last);

                init(server, config, _ -> {});
                assertTrue(hasSlot(server) && Files.exists(config), "run again after " + last);
                new PostgresConnector(PostgresSettings.parse(server.uri()))
                        .replication()
                        .dropSlot("pgcairn_main");
            }
        }
    }

    @Test
    void what_fails_between_two_steps_leaves_nothing() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            ServerInstance server = postgres.running();
            for (Step last : List.of(Step.PROVEN, Step.KEY_WRITTEN, Step.CONFIGURATION_WRITTEN)) {
                Path etc = Files.createDirectory(postgres.directory().resolve("failed-" + last));
                Path config = etc.resolve("pgcairn.yaml");
                assertThrows(
                        IllegalStateException.class,
                        () -> init(server, config, step -> {
                            if (step == last) {
                                throw new IllegalStateException("no disk");
                            }
                        }));
                try (var left = Files.list(etc)) {
                    List<String> names = left.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("store"))
                            .toList();
                    assertEquals(List.of(), names, "failed after " + last);
                }
                assertTrue(!hasSlot(server), "failed after " + last);
            }
        }
    }
}
