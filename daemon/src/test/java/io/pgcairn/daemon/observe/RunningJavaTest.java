package io.pgcairn.daemon.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Releases of Java that leave virtual threads stuck, and those that do not. */
class RunningJavaTest {
    @ParameterizedTest
    @ValueSource(strings = {"25", "25+36", "25.0.1+8-LTS", "25.0.2", "25.0.3+9-LTS", "25.0.3.1+2"})
    void warns_of_a_release_before_the_one_that_is_mended(String version) {
        String told = new RunningJava(Runtime.Version.parse(version)).trouble().orElseThrow();
        assertTrue(told.contains("Java " + version), told);
        assertTrue(told.contains("JDK-8369227"), told);
        assertTrue(RunningJava.HINT.contains("25.0.4"), RunningJava.HINT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"25.0.4+7-LTS", "25.0.4-ea+1", "25.0.10", "25.1", "26-ea+3", "26.0.1", "27"})
    void says_nothing_of_any_other(String version) {
        assertEquals(Optional.empty(), new RunningJava(Runtime.Version.parse(version)).trouble());
    }
}
