package io.pgcairn.daemon.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogOutputTest {
    private final LoggerContext context = new LoggerContext();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Logger logger = context.getLogger("io.pgcairn.wal");

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void a_new_start_in_the_same_form_changes_the_level_and_forgets_no_failure() {
        context.setMDCAdapter(MDC.getMDCAdapter());
        try (LogOutput output = new LogOutput(context, out, Clock.systemUTC())) {
            output.start(LogOutput.Form.LOGFMT, "info");
            logger.warn("a server is away");
            output.start(LogOutput.Form.LOGFMT, "warn");
            logger.warn("a server is away");
            logger.info("nothing new");
            assertEquals(1, lines().size(), lines()::toString);
            output.start(LogOutput.Form.JSON, "info");
            logger.info("something new");
        }
        assertEquals(3, lines().size(), lines()::toString);
        assertTrue(lines().get(1).contains("repeated="), lines()::toString);
        assertTrue(lines().getLast().startsWith("{"), lines()::toString);
    }
}
