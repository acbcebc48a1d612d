package io.pgcairn.daemon.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreePortTest {
    @Test
    void lies_below_those_that_the_system_gives_away(@TempDir Path directory) throws Exception {
        Path range = Files.writeString(directory.resolve("range"), "32768\t60999\n");
        assertEquals(32_768, FreePort.below(range));
        for (int i = 0; i < 100; i++) {
            int port = FreePort.find(32_768, new Random(i)).number();
            assertTrue(port >= 15_000 && port < 32_768, () -> "port " + port);
        }
    }

    @Test
    void is_none_that_somebody_listens_on() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int first = taken.getLocalPort();
            RandomGenerator stubborn = new Random() {
                private int asked;

                @Override
                public int nextInt(int from, int end) {
                    return asked++ == 0 ? first : super.nextInt(from, end);
                }
            };
            assertTrue(FreePort.find(32_768, stubborn).number() != first);
        }
    }

    @Test
    void is_any_where_the_system_gives_all_away_or_does_not_say(@TempDir Path directory) throws Exception {
        assertEquals(0, FreePort.below(directory.resolve("none")));
        assertTrue(FreePort.find(0, new Random(1)).number() > 0);
        assertTrue(FreePort.find(1024, new Random(1)).number() > 0);
    }
}
