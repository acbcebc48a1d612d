package io.pgcairn.daemon.service;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.testing.CleanEnvironment;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OwnProcessTest {
    private final OwnProcess own = OwnProcess.find(new Random(1));

    @Test
    void is_not_gone_itself() {
        assertFalse(own.isGone(own.process()), own.process());
    }

    @Test
    void another_that_has_its_number_later_is_not_the_same() {
        assertTrue(own.isGone(own.process() + "1"), own.process());
    }

    @Test
    void one_that_ended_is_gone() throws Exception {
        Process other = CleanEnvironment.of(new ProcessBuilder("true")).start();
        other.waitFor();
        assertTrue(own.isGone(own.place() + " " + other.pid() + " 1"));
    }

    @Test
    void nothing_is_said_of_processes_elsewhere() {
        String pid = " 2000000000 1";
        assertTrue(own.isGone(own.place() + pid));
        assertFalse(own.isGone("another-boot pid:[1]" + pid));
        assertFalse(own.isGone(own.place()));
        assertFalse(own.isGone(own.place() + " x 1"));
        assertFalse(own.isGone(""));
    }

    @Test
    void each_has_a_name_of_its_own() {
        assertNotEquals(own.name(), OwnProcess.find(new Random(2)).name());
    }
}
