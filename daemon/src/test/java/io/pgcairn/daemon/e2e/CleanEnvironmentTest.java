package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CleanEnvironmentTest {
    @Test
    void what_steers_the_daemon_is_taken_away_and_the_rest_stays() {
        ProcessBuilder builder = new ProcessBuilder("true");
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of("PGCAIRN_CONFIG", "x", "PGHOST", "x", "NOTIFY_SOCKET", "x", "PATH", "p", "LANG", "l"));
        assertEquals(
                Map.of("PATH", "p", "LANG", "l"), CleanEnvironment.of(builder).environment());
    }
}
