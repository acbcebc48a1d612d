package io.pgcairn.daemon.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class ServerSettingsTest {
    @Test
    void the_way_of_reading_is_one_that_every_host_has() {
        assertEquals("worker", ServerSettings.of(18).get("io_method"));
        assertFalse(ServerSettings.of(17).containsKey("io_method"), "the server does not know it");
    }

    @Test
    void the_socket_belongs_to_no_group_of_the_source() {
        assertEquals("", ServerSettings.of(14).get("unix_socket_group"));
        assertEquals("", ServerSettings.of(18).get("unix_socket_group"));
    }
}
