package io.pgcairn.daemon.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastWordsTest {
    private static LastWords words(String file) {
        return new LastWords(Path.of(file), Path.of("/etc/pgcairn/identity.txt"), List.of("age1"), "slot");
    }

    private static List<String> next(String file) {
        return words(file).next();
    }

    @Test
    void the_usual_file_is_that_of_the_unit() {
        assertEquals(
                List.of("systemctl enable --now pgcairn", "pgcairn backup --wait", "pgcairn check"),
                next("/etc/pgcairn/pgcairn.yaml"));
    }

    @Test
    void another_file_beside_it_is_that_of_the_template() {
        assertEquals(
                List.of(
                        "systemctl enable --now pgcairn@shop",
                        "pgcairn backup --config /etc/pgcairn/shop.yaml --wait",
                        "pgcairn check --config /etc/pgcairn/shop.yaml"),
                next("/etc/pgcairn/shop.yaml"));
    }

    @Test
    void who_sets_up_a_second_daemon_is_told_of_its_address() {
        assertTrue(String.join("\n", words("/etc/pgcairn/shop.yaml").lines()).contains("http.listen"));
        assertFalse(
                String.join("\n", words("/etc/pgcairn/pgcairn.yaml").lines()).contains("http.listen"));
    }

    @Test
    void no_unit_reads_a_file_elsewhere() {
        assertEquals("pgcairn daemon --config /srv/a.yaml", next("/srv/a.yaml").getFirst());
        assertEquals(
                "pgcairn daemon --config /etc/pgcairn/a.yml",
                next("/etc/pgcairn/a.yml").getFirst());
    }
}
