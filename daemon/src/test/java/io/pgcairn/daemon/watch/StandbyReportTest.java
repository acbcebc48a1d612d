package io.pgcairn.daemon.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.wal.IntakePositions;
import io.pgcairn.daemon.wal.StandbyException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StandbyReportTest {
    private static final class Away extends CairnException {
        private static final long serialVersionUID = 1L;

        private Away() {
            super(Fault.POSTGRES_UNREACHABLE, "it is away", "start it", null);
        }
    }

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final IntakeReport report = new IntakeReport("main", new IntakePositions(clock), new WalLosses(clock));

    @Test
    void nothing_is_awaited_of_a_standby_and_what_is_missed_later_is_counted_from_its_promotion() {
        now = now.plus(Duration.ofDays(1));
        assertEquals(Duration.ofDays(1), report.silentFor());
        report.failed(new StandbyException("127.0.0.1"), Duration.ofSeconds(1));
        assertTrue(report.isStandby());
        assertEquals(Duration.ZERO, report.silentFor());
        assertEquals(Duration.ZERO, report.durableLag());
        assertEquals(OptionalLong.empty(), report.durableLagBytes());
        report.failed(new Away(), Duration.ofSeconds(1));
        assertFalse(report.isStandby());
        assertTrue(report.silentFor().compareTo(Duration.ofDays(1)) < 0, report.silentFor()::toString);
    }
}
