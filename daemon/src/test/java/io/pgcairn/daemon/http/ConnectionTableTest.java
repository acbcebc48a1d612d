package io.pgcairn.daemon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which connection goes for one too many. */
class ConnectionTableTest {
    private final ConnectionTable table = new ConnectionTable(2);
    private final EmbeddedChannel first = new EmbeddedChannel();
    private final EmbeddedChannel second = new EmbeddedChannel();
    private final EmbeddedChannel third = new EmbeddedChannel();

    @BeforeEach
    void admit() {
        assertTrue(table.admit(first));
        assertTrue(table.admit(second));
    }

    @AfterEach
    void close() {
        Stream.of(first, second, third).forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    private List<Boolean> open() {
        return Stream.of(first, second, third).map(EmbeddedChannel::isOpen).toList();
    }

    @Test
    void the_one_that_has_been_silent_longest_goes() {
        assertTrue(table.admit(third));
        assertEquals(List.of(false, true, true), open());
    }

    @Test
    void one_that_asked_again_counts_from_its_last_reply() {
        table.isWorkedFor(first);
        table.takes(first);
        table.asks(first);
        assertTrue(table.admit(third));
        assertEquals(List.of(true, false, true), open());
    }

    @Test
    void a_silent_one_goes_before_one_that_takes_its_reply() {
        table.isWorkedFor(first);
        table.takes(first);
        assertTrue(table.admit(third));
        assertEquals(List.of(true, false, true), open());
    }

    @Test
    void one_that_takes_its_reply_goes_before_one_that_is_worked_for() {
        table.isWorkedFor(first);
        table.isWorkedFor(second);
        table.takes(second);
        assertTrue(table.admit(third));
        assertEquals(List.of(true, false, true), open());
    }

    @Test
    void none_goes_while_all_are_worked_for() {
        table.isWorkedFor(first);
        table.isWorkedFor(second);
        assertFalse(table.admit(third));
        assertTrue(first.isOpen() && second.isOpen());
    }

    @Test
    void one_that_left_makes_room() {
        first.close();
        assertTrue(table.admit(third));
        assertEquals(List.of(false, true, true), open());
    }
}
