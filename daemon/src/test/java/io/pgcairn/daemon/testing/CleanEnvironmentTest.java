package io.pgcairn.daemon.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CleanEnvironmentTest {
    @Test
    void what_steers_a_program_is_taken_away_and_the_rest_stays() {
        ProcessBuilder builder = new ProcessBuilder("true");
        builder.environment().clear();
        for (String steers : List.of(
                "PGCAIRN_CONFIG",
                "PGHOST",
                "NOTIFY_SOCKET",
                "LANG",
                "LC_MESSAGES",
                "TZ",
                "HTTPS_PROXY",
                "no_proxy",
                "JAVA_TOOL_OPTIONS",
                "AWS_PROFILE")) {
            builder.environment().put(steers, "x");
        }
        builder.environment().putAll(Map.of("PATH", "p", "HOME", "h", "TMPDIR", "t"));
        assertEquals(
                Map.of("PATH", "p", "HOME", "h", "TMPDIR", "t", "LC_ALL", "C.UTF-8"),
                CleanEnvironment.of(builder).environment());
    }
}
