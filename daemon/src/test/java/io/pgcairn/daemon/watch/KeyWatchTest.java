package io.pgcairn.daemon.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.crypto.KeyFile;
import io.pgcairn.crypto.X25519Identity;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyWatchTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    Path directory;

    private X25519Identity key(String file) throws IOException {
        X25519Identity identity = X25519Identity.generate(new SecureRandom());
        Files.writeString(directory.resolve(file), new KeyFile(identity, NOW).render());
        return identity;
    }

    private OpenedCluster open(String encryption) throws Exception {
        Path file = Files.writeString(directory.resolve("pgcairn.yaml"), """
                clusters:
                  main:
                    postgres: { uri: "postgresql://postgres@127.0.0.1:1/postgres" }
                    encryption: { %s }
                    tiers:
                      - { name: near, store: "file://%s/store" }
                """.formatted(encryption, directory));
        return new Clusters(new Stores(clock), new Seals(new SecureRandom()), Map.of(), clock)
                .open(new ClusterSelection(file, Optional.empty()));
    }

    private KeyWatch watch(OpenedCluster cluster) {
        return new KeyWatch("main", cluster.keys(), clock);
    }

    @Test
    void keys_that_fit_are_usable_until_the_file_is_another_and_again_when_it_is_back() throws Exception {
        X25519Identity right = key("identity.txt");
        try (OpenedCluster cluster = open(
                "recipients: [" + right.recipient() + "], identities: [" + directory.resolve("identity.txt") + "]")) {
            KeyWatch watch = watch(cluster);
            assertEquals(Optional.empty(), watch.isUsable());
            watch.prove();
            assertEquals(Optional.of(true), watch.isUsable());
            assertEquals(Optional.of(NOW), watch.lastProof());
            Files.move(directory.resolve("identity.txt"), directory.resolve("away.txt"));
            watch.prove();
            assertEquals(Optional.of(false), watch.isUsable(), "there is none");
            key("identity.txt");
            watch.prove();
            assertEquals(Optional.of(false), watch.isUsable(), "it is another");
            Files.delete(directory.resolve("identity.txt"));
            Files.move(directory.resolve("away.txt"), directory.resolve("identity.txt"));
            watch.prove();
            assertEquals(Optional.of(true), watch.isUsable());
        }
    }

    @Test
    void recipients_that_change_beneath_a_running_daemon_are_told() throws Exception {
        X25519Identity right = key("identity.txt");
        Path recipients = Files.writeString(directory.resolve("recipients.txt"), right.recipient() + "\n");
        try (OpenedCluster cluster =
                open("recipients_file: " + recipients + ", identities: [" + directory.resolve("identity.txt") + "]")) {
            KeyWatch watch = watch(cluster);
            watch.prove();
            assertEquals(Optional.of(true), watch.isUsable());
            Files.writeString(recipients, key("other.txt").recipient() + "\n");
            watch.prove();
            assertEquals(Optional.of(false), watch.isUsable());
        }
    }

    @Test
    void a_host_that_only_writes_or_seals_nothing_has_nothing_to_prove() throws Exception {
        for (String encryption :
                new String[] {"recipients: [" + key("identity.txt").recipient() + "]", "enabled: false"}) {
            try (OpenedCluster cluster = open(encryption)) {
                KeyWatch watch = watch(cluster);
                watch.prove();
                assertEquals(Optional.empty(), watch.isUsable(), encryption);
            }
        }
    }
}
