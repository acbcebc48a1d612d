package io.pgcairn.daemon.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonClientTest {
    private record Said(int status, String body) implements DaemonLine {
        @Override
        public Answer ask(String method, String path, Optional<String> sent) {
            return new Answer(status, body.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String place() {
            return "http://127.0.0.1:1/";
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>It works!</html>", "", "[1]", "{\"a\":"})
    void what_is_no_json_object_is_told_to_be_another_program_s(String body) {
        for (int status : new int[] {200, 404}) {
            try (DaemonClient client = new DaemonClient(new Said(status, body))) {
                CairnException told = assertThrows(CairnException.class, () -> client.get("/status"));
                String message = String.valueOf(told.getMessage());
                assertEquals(Fault.DAEMON_UNREACHABLE, told.fault());
                assertTrue(message.contains("is not the daemon") && message.contains("" + status), message);
                assertFalse(message.contains("jackson") || message.contains("Unexpected"), message);
                assertFalse(told.hint().contains("start it"), told.hint());
            }
        }
    }

    @Test
    void what_the_daemon_refuses_is_told_in_its_words() {
        Said refusal = new Said(404, "{\"error\":\"no_backup\",\"message\":\"none\",\"hint\":\"take one\"}");
        try (DaemonClient client = new DaemonClient(refusal)) {
            CairnException told = assertThrows(CairnException.class, () -> client.get("/backups"));
            assertEquals("none", told.getMessage());
            assertEquals("take one", told.hint());
        }
    }
}
