package io.pgcairn.daemon.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgcairn.storage.StoreUnavailableException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class JsonEncoderTest {
    /** One for both forms, so that both tell the same stack. */
    private final IllegalStateException defect = new IllegalStateException("a defect");

    @Test
    void both_forms_have_the_same_events_with_the_same_fields() throws Exception {
        List<String> logfmt = run(LogOutput.Form.LOGFMT);
        List<String> json = run(LogOutput.Form.JSON);

        assertEquals(logfmt.size(), json.size());
        for (int i = 0; i < json.size(); i++) {
            JsonNode object = new ObjectMapper().readTree(json.get(i));
            Map<String, String> fields = new LinkedHashMap<>();
            object.properties()
                    .forEach(
                            field -> fields.put(field.getKey(), field.getValue().asText()));
            Map<String, String> same = LogfmtReading.fields(logfmt.get(i));
            fields.put("ts", same.getOrDefault("ts", ""));
            assertEquals(same, fields);
        }
        assertTrue(json.getFirst().contains("\"bytes\":16777216}"), json.getFirst());
    }

    @Test
    void warnings_are_in_json_too_and_what_is_expected_has_no_stack() throws Exception {
        List<String> json = run(LogOutput.Form.JSON);

        assertEquals(
                List.of("info", "warn", "error", "error"),
                json.stream()
                        .map(line -> line.replaceAll(".*\"level\":\"(\\w+)\".*", "$1"))
                        .toList());
        assertFalse(json.get(2).contains("\"stack\""), json.get(2));
        assertTrue(json.get(2).contains("\"error\":\"StoreUnavailableException: away\""), json.get(2));
        assertTrue(json.get(3).contains("\"stack\""), json.get(3));
    }

    private List<String> run(LogOutput.Form form) {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(MDC.getMDCAdapter());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LogOutput output = new LogOutput(context, out, Clock.systemUTC())) {
            output.start(form, "info");
            Logger logger = context.getLogger("io.pgcairn.wal");
            try (MDC.MDCCloseable _ = MDC.putCloseable("cluster", "main")) {
                logger.atInfo()
                        .addKeyValue("bytes", 16_777_216)
                        .addKeyValue("cluster", "other")
                        .log("stored");
                logger.atWarn()
                        .addKeyValue("k\"\n=", "v \u2028 \u0007 \"ü\" \\ \ud83d\ude00 \r\n\t")
                        .log("odd \"words\"\n");
                logger.atError()
                        .setCause(new StoreUnavailableException("away", "", null))
                        .log("expected");
                logger.atError().setCause(defect).log("unexpected");
                logger.debug("not written");
            }
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
