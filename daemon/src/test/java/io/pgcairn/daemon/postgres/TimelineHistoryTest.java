package io.pgcairn.daemon.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineHistoryTest {
    private static final TimelineId FIVE = new TimelineId(5);

    private static TimelineHistory parse(String text) {
        return TimelineHistory.parse(FIVE, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void knows_which_timeline_holds_a_position() {
        TimelineHistory history =
                parse("# comment\n1\t0/3000000\tno recovery target specified\n\n3\t0/5000000\tbefore \\ x\n");
        assertEquals(TimelineId.FIRST, history.timelineAt(Lsn.parse("0/2FFFFFF")));
        assertEquals(new TimelineId(3), history.timelineAt(Lsn.parse("0/3000000")));
        assertEquals(FIVE, history.timelineAt(Lsn.parse("0/5000000")));
        assertEquals(Lsn.parse("0/5000000"), history.begin());
        assertEquals(Optional.of(Lsn.parse("0/3000000")), history.endOf(TimelineId.FIRST));
        assertTrue(history.contains(FIVE));
        assertFalse(history.contains(new TimelineId(2)));
    }

    @Test
    void a_root_has_no_ancestors() {
        assertEquals(TimelineHistory.root(FIVE), parse("\n"));
        assertEquals(Lsn.ZERO, parse("").begin());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "x\t0/1\ty", "1\tx\ty", "5\t0/1\tx", "3\t0/1\tx\n2\t0/2\ty", "1\t0/2\tx\n2\t0/1\ty"})
    void refuses_a_history_that_cannot_be(String text) {
        assertThrows(IllegalArgumentException.class, () -> parse(text));
    }
}
