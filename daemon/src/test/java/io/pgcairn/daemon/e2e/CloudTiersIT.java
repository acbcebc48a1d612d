package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.testing.TestPostgres;
import io.pgcairn.storage.servers.S3MockServer;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A directory on the host is the first tier and a cloud the second; the lost host comes back from the cloud. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloudTiersIT {
    /** A tier that is away. */
    private static final String AWAY = "ts=\\S+ level=warn .*msg=\"copying to the tier failed.*";

    private S3MockServer s3;

    @BeforeAll
    void startServer(@TempDir Path directory) {
        s3 = S3MockServer.start(directory);
    }

    @AfterAll
    void stopServer() {
        s3.close();
    }

    @Test
    void a_far_tier_gives_back_alone_all_that_it_was_said_to_hold() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18);
                Cloud far = CloudS3.on(s3, "replicated");
                Host host = new Host(postgres)) {
            host.useTiers("[near]", host.near(), far.tier("far", host.site().directory()));
            host.backUp();
            host.ledger.writeSegment(20);
            host.ledger.mark("the end");
            host.awaitReplicated("far");
            TreeSet<Long> replicated = host.ledger.acknowledged();
            host.lose();
            host.requireAtLeast(
                    replicated, host.recovered(host.restored("far", "--tier", "far", "--target", "latest")));
            host.requireQuietLog("");
        }
    }

    @Test
    void nothing_that_a_directory_and_a_cloud_acknowledged_is_lost_with_the_directory() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(14);
                Cloud far = CloudS3.on(s3, "acknowledged");
                Host host = new Host(postgres)) {
            host.useTiers(
                    "[near, far]", host.near(), far.tier("far", host.site().directory()));
            host.backUp();
            host.ledger.during(() -> host.ledger.writeSegment(20));
            TreeSet<Long> durable = host.ledger.acknowledged();
            host.ledger.awaitDurable();
            host.lose();
            host.requireAtLeast(durable, host.recovered(host.restored("far", "--tier", "far", "--target", "latest")));
            host.requireQuietLog("");
        }
    }

    @Test
    void a_directory_keeps_what_a_cloud_cannot_take_for_a_while_and_drains_into_it() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(14);
                Cloud far = CloudS3.on(s3, "away");
                Host host = new Host(postgres)) {
            host.useTiers("[near]", host.near(), far.tier("far", host.site().directory()));
            host.backUp();
            host.awaitReplicated("far");
            s3.kill();
            try {
                double before = 0;
                for (int i = 0; i < 3; i++) {
                    host.ledger.writeSegment(50);
                    host.ledger.awaitDurable();
                    double behind = before;
                    Eventually.is(
                            "the lag grows beyond " + behind,
                            Host.LIMIT,
                            () -> host.metric("pgcairn_tier_lag_bytes", "far") > behind);
                    before = host.metric("pgcairn_tier_lag_bytes", "far");
                }
            } finally {
                s3.startAgain();
            }
            Ledger.Mark mark = host.ledger.mark("the end");
            host.awaitReplicated("far");
            host.lose();
            TreeSet<Long> rows = host.recovered(host.restored("far", "--tier", "far", "--target-name", "the end"));
            assertEquals(mark.rows(), rows);
            host.requireQuietLog(AWAY);
        }
    }

    @Test
    void a_cloud_that_is_added_later_is_filled_with_what_was_there_before() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(14);
                Cloud far = CloudGoogle.onStrictServer();
                Host host = new Host(postgres)) {
            host.useTiers("[near]", host.near());
            host.backUp();
            host.ledger.writeSegment(20);
            Ledger.Mark mark = host.ledger.mark("the end");
            host.ledger.awaitDurable();
            assertEquals(new TreeSet<String>(), far.names(), "nothing knows of the cloud yet");

            host.useTiers("[near]", host.near(), far.tier("far", host.site().directory()));
            host.awaitReplicated("far");
            StoredBackups near = StoredBackups.in(host.site().store());
            assertEquals(near.reached(lasting(host.site().objects())), lasting(far.names()));
            assertTrue(lasting(far.names()).stream().anyMatch(name -> name.contains("/backups/")), "backups too");
            host.lose();
            TreeSet<Long> rows = host.recovered(host.restored("far", "--tier", "far", "--target-name", "the end"));
            assertEquals(mark.rows(), rows);
            host.requireQuietLog("");
        }
    }

    /** All objects but tails, which come and go. */
    private static TreeSet<String> lasting(TreeSet<String> names) {
        return names.stream()
                .filter(name -> name.startsWith("main/") && name.matches(".*\\.(age|json)") && !name.contains(".tail/"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
