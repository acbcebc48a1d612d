package io.pgcairn.daemon.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.helpers.BasicMDCAdapter;

class LogfmtEncoderTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final LoggerContext context = new LoggerContext();
    private final LogOutput output = new LogOutput(context, out, Clock.systemUTC());
    private final Logger logger = context.getLogger("io.pgcairn.daemon.wal.Intake");

    @BeforeEach
    void startLog() {
        context.setMDCAdapter(MDC.getMDCAdapter() == null ? new BasicMDCAdapter() : MDC.getMDCAdapter());
        output.start(LogOutput.Form.LOGFMT, "info");
    }

    @AfterEach
    void endLog() {
        output.close();
    }

    @Test
    void an_event_is_one_line_with_its_context_and_its_pairs() {
        try (MDC.MDCCloseable _ = MDC.putCloseable("cluster", "main")) {
            logger.atInfo()
                    .addKeyValue("segment", "000000010000000000000003")
                    .addKeyValue("bytes", 16_777_216)
                    .log("segment is durable");
        }

        String line = lines().getFirst();
        assertTrue(line.matches("ts=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z .*"), line);
        assertEquals(
                "level=info logger=daemon.wal.Intake msg=\"segment is durable\" cluster=main"
                        + " segment=000000010000000000000003 bytes=16777216",
                line.substring(line.indexOf("level=")));
    }

    @Test
    void an_exception_stays_on_the_line() {
        logger.error("it broke", new IllegalStateException("first\nsecond \"x\"", new RuntimeException("deep\r")));

        assertEquals(1, lines().size());
        String line = lines().getFirst();
        assertTrue(line.contains("error=\"IllegalStateException: first\\nsecond \\\"x\\\"\""), line);
        assertTrue(line.contains("\\n\\tat io.pgcairn.daemon.observe.LogfmtEncoderTest"), line);
        assertTrue(line.contains("\\nCaused by: java.lang.RuntimeException: deep\\r"), line);
    }

    @Test
    void nothing_in_a_value_or_key_can_forge_a_line() {
        logger.atWarn()
                .addKeyValue("a b\n=\"c", "x\nlevel=error \u2028\u001b[31m")
                .log("two\nlines\\");

        assertEquals(1, lines().size());
        String line = lines().getFirst();
        assertTrue(line.endsWith("msg=\"two\\nlines\\\\\" a_b___c=\"x\\nlevel=error \\u2028\\u001b[31m\""), line);
    }

    @Test
    void empty_values_and_text_beyond_ascii_are_kept() {
        assertEquals(
                "a=\"\" b=café c=\"d=e\"\n",
                new LogfmtLine().put("a", "").put("b", "café").put("c", "d=e").toString());
    }

    @Test
    void others_are_written_from_warn_on_and_ours_from_the_level() {
        context.getLogger("io.netty.x").info("quiet");
        context.getLogger("io.netty.x").warn("loud");
        logger.debug("quiet");
        output.level("debug");
        logger.debug("louder");

        assertEquals(2, lines().size());
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
