package io.pgcairn.daemon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RefusalLogTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    private final InstantSource source = now::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(RefusalLog.class);
    private final RefusalLog log = new RefusalLog(clock);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    private static HttpCall call(String target) {
        return new HttpCall("GET", target, "localhost", false, new byte[0]);
    }

    private List<String> told() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void the_first_is_told_at_once_and_a_thousand_more_as_one_line() {
        log.note(call("/v1/status"), "its token is none of ours");
        assertEquals(
                List.of("127.0.0.1 asked for GET /v1/status and was not let in: its token is none of ours"), told());
        for (int i = 0; i < 1000; i++) {
            log.note(call("/metrics"), "it has no token");
        }
        log.tellDue();
        assertEquals(1, told().size());
        now.set(Instant.parse("2026-11-21T12:01:01Z"));
        log.tellDue();
        log.tellDue();
        assertEquals(2, told().size());
        assertTrue(told().getLast().startsWith("1000 more requests were not let in"), told()::toString);
    }

    @Test
    void neither_the_query_nor_a_forged_line_gets_into_the_log() {
        log.note(call("/x\nlevel=error\u001b[2J?token=secret"), "no");
        assertTrue(told().getFirst().contains("GET /x?level=error?[2J and"), told()::toString);
        assertFalse(told().getFirst().contains("secret"));
    }
}
