package io.pgcairn.daemon.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgcairn.crypto.AgeOpener;
import io.pgcairn.crypto.AgeSealer;
import io.pgcairn.crypto.PayloadCiphers;
import io.pgcairn.crypto.X25519Identity;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedBackupTest {
    private static final RestoreOptions OPTIONS =
            new RestoreOptions(2, Path.of("/opt/restore"), URI.create("http://127.0.0.1:7411/wal"));
    private static final int FILE_BYTES = 200_000;

    private final X25519Identity identity = X25519Identity.generate(new SecureRandom());

    @TempDir
    Path directory;

    private StoredCluster cluster;

    @BeforeEach
    void store_a_sealed_backup() throws Exception {
        var cipher = new PayloadCiphers().fastest();
        AgeSealer sealer = new AgeSealer(List.of(identity.recipient()), cipher, new SecureRandom());
        cluster = new StoredCluster(Optional.of(sealer), opener(identity)).segments(1, 3, 5);
        byte[] file = new byte[FILE_BYTES];
        new SecureRandom().nextBytes(file);
        StoredBackup.empty().pack(Map.of("base/1", file)).write(cluster.lineage.backups());
    }

    private static Optional<AgeOpener> opener(X25519Identity identity) {
        return Optional.of(new AgeOpener(List.of(identity), new PayloadCiphers().fastest()));
    }

    @Test
    void restores_with_the_right_key() throws Exception {
        assertEquals(2, restore(opener(identity)).files());
        assertEquals(FILE_BYTES, Files.size(target().resolve("base/1")));
    }

    @Test
    void tells_a_wrong_key_and_none() throws Exception {
        assertFault(Fault.WRONG_KEY, opener(X25519Identity.generate(new SecureRandom())));
        assertFault(Fault.WRONG_KEY, Optional.empty());
    }

    @Test
    void tells_a_truncated_pack() throws Exception {
        byte[] pack = read(pack(1));
        cluster.put(pack(1), Arrays.copyOf(pack, pack.length - 100));
        assertFault(Fault.TRUNCATED, opener(identity));
    }

    @Test
    void tells_a_damaged_pack() throws Exception {
        byte[] pack = read(pack(1));
        pack[pack.length / 2] ^= 1;
        cluster.put(pack(1), pack);
        assertFault(Fault.CORRUPT, opener(identity));
    }

    @Test
    void refuses_another_pack_sealed_for_the_same_key() throws Exception {
        StoredBackup.empty()
                .label("20261121T110000.000Z")
                .pack(Map.of("base/1", new byte[FILE_BYTES]))
                .write(cluster.lineage.backups());
        byte[] other = read(new ObjectKey(pack(1).value().replace("T100000", "T110000")));
        byte[] padded = Arrays.copyOf(other, read(pack(1)).length);
        cluster.put(pack(1), padded);
        assertFault(Fault.CORRUPT, opener(identity));
    }

    private ObjectKey pack(int number) {
        return new ObjectKey(cluster.lineage.id() + "/backups/20261121T100000.000Z/pack/000" + number + ".tar.zst.age");
    }

    private byte[] read(ObjectKey key) throws IOException {
        try (InputStream in = cluster.store.get(key, ByteRange.ALL)) {
            return in.readAllBytes();
        }
    }

    private Path target() {
        return directory.resolve("data");
    }

    private RestoreResult restore(Optional<AgeOpener> opener) throws Exception {
        RestorePlan plan = cluster.planner()
                .plan(RestoreRequest.to(new RecoveryTarget.Immediate())
                        .from(new io.pgcairn.daemon.catalog.BackupId("20261121T100000.000Z")));
        return new Restorer(cluster.open(Optional.empty(), opener).backups(), RestoreListener.NONE)
                .restore(plan, target(), OPTIONS);
    }

    private void assertFault(Fault fault, Optional<AgeOpener> opener) {
        CairnException told = assertThrows(CairnException.class, () -> restore(opener));
        assertEquals(fault, told.fault(), told.toString());
        assertFalse(Files.exists(target()));
    }
}
