package io.pgcairn.daemon.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.CairnException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tells the daemon from a stranger on its port. */
class PortOwnerTest {
    private static final String TABLE = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid
               0: 0100007F:1CF3 00000000:0000 0A 00000000:00000000 00:00000000 00000000 %s 0
               1: 0100007F:1CF3 0100007F:9999 01 00000000:00000000 00:00000000 00000000  4711 0
               2: 0100007F:1CF4 00000000:0000 0A 00000000:00000000 00:00000000 00000000  4712 0
            """;

    @TempDir
    private Path directory;

    private PortOwner table(int user) throws Exception {
        Path file = directory.resolve("tcp");
        Files.writeString(file, TABLE.formatted(user));
        return new PortOwner(file, directory.resolve("tcp6"));
    }

    @Test
    void only_who_listens_on_the_port_counts() throws Exception {
        assertEquals(Set.of(26), table(26).listening(7411));
        assertEquals(Set.of(), table(26).listening(7413));
    }

    @Test
    void the_kernel_tells_of_a_listener_of_our_own() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/net/tcp")), "no /proc/net/tcp here");
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Set<Integer> users = PortOwner.ofThisHost().listening(listening.getLocalPort());
            assertEquals(Set.<Object>of(Files.getAttribute(directory, "unix:uid")), users);
        }
    }

    @Test
    void the_token_goes_to_root_and_to_the_owner_of_its_file_and_to_no_stranger() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "0123456789abcdef");
        int owner = (int) Files.getAttribute(token, "unix:uid");
        OwnToken.requireOurs(token, 7411, table(0));
        OwnToken.requireOurs(token, 7411, table(owner));
        PortOwner stranger = table(owner + 4713);
        CairnException refused = assertThrows(CairnException.class, () -> OwnToken.requireOurs(token, 7411, stranger));
        assertTrue(refused.hint().contains("set http.socket or http.tls"), refused::hint);
    }
}
