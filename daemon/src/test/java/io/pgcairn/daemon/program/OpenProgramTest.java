package io.pgcairn.daemon.program;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgcairn.crypto.AgeSealer;
import io.pgcairn.crypto.KeyFile;
import io.pgcairn.crypto.SealingStream;
import io.pgcairn.crypto.X25519Identity;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.Stores;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenProgramTest {
    private static final byte[] PLAIN = "1\t0/3000000\tno recovery target specified\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory = Path.of("");

    private final SecureRandom random = new SecureRandom();
    private final Seals seals = new Seals(random);
    private final X25519Identity identity = X25519Identity.generate(random);
    private final OpenProgram program =
            new OpenProgram(new Clusters(new Stores(Clock.systemUTC()), seals, Map.of(), Clock.systemUTC()), seals);

    @BeforeEach
    void write_key() throws IOException {
        Files.writeString(directory.resolve("key.txt"), new KeyFile(identity, Instant.EPOCH).render());
    }

    private Path sealed(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SealingStream sealing = new AgeSealer(List.of(identity.recipient()), seals.fastest(), random).seal(bytes);
        sealing.write(PLAIN);
        sealing.finish();
        return Files.write(directory.resolve(name), bytes.toByteArray());
    }

    private byte[] open(Path file, Path... keys) throws CairnException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        program.openFile(file, List.of(keys), false, out);
        return out.toByteArray();
    }

    @Test
    void opens_a_sealed_file_by_its_name() throws Exception {
        assertArrayEquals(PLAIN, open(sealed("00000002.history-0123456789abcdef.age"), directory.resolve("key.txt")));
    }

    @Test
    void refuses_a_sealed_file_whose_name_hides_that_rather_than_give_out_ciphertext() throws Exception {
        Path file = sealed("renamed");
        CairnException refused = assertThrows(CairnException.class, () -> open(file, directory.resolve("key.txt")));
        assertEquals(Fault.USAGE, refused.fault());
    }

    @Test
    void tells_a_missing_file_and_a_missing_identity_apart() throws Exception {
        Path file = sealed("x.age");
        assertEquals(
                Fault.OBJECT_MISSING,
                assertThrows(CairnException.class, () -> open(directory.resolve("none.age")))
                        .fault());
        assertEquals(
                Fault.WRONG_KEY,
                assertThrows(CairnException.class, () -> open(file)).fault());
    }
}
