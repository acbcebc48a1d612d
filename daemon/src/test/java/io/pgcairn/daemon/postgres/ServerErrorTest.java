package io.pgcairn.daemon.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.Fault;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerErrorTest {
    @Test
    void reads_the_fields_it_needs() {
        byte[] body = "SFATALX\0VFATAL\0C57P01\0Mgoing\0Dnow\0Fpostgres.c\0\0".getBytes(StandardCharsets.UTF_8);
        ServerError error = ServerError.read(body, 0, body.length);
        assertEquals(new ServerError("FATAL", "57P01", "going", "now"), error);
        assertTrue(error.isFatal());
    }

    @Test
    void survives_a_body_that_is_cut_off() {
        byte[] body = "VERROR\0C42".getBytes(StandardCharsets.UTF_8);
        assertEquals(new ServerError("ERROR", "42", "", ""), ServerError.read(body, 0, body.length));
        assertEquals(new ServerError("", "", "", ""), ServerError.read(body, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "28P01, password authentication failed, POSTGRES_AUTHENTICATION",
        "28000, role x does not exist, POSTGRES_AUTHENTICATION",
        "28000, no pg_hba.conf entry for replication connection, POSTGRES_PERMISSION",
        "28000, must be superuser or replication role, POSTGRES_PERMISSION",
        "42501, permission denied, POSTGRES_PERMISSION",
        "58P01, requested WAL segment has already been removed, POSTGRES_WAL_REMOVED",
        "55000, can no longer access replication slot, POSTGRES_WAL_REMOVED",
        "55000, cannot use a logical replication slot for physical replication, POSTGRES_FAILED",
        "55006, replication slot is active, POSTGRES_FAILED",
        "42704, replication slot does not exist, POSTGRES_FAILED",
        "57P03, the database system is starting up, POSTGRES_UNREACHABLE",
        "53300, too many clients, POSTGRES_UNREACHABLE",
        "08006, connection lost, POSTGRES_UNREACHABLE",
        "XX000, internal, POSTGRES_FAILED",
    })
    void each_code_has_its_place_and_a_hint(String state, String message, Fault fault) {
        PostgresException error = new ServerError("ERROR", state, message, "").toException("cannot do it", null);
        assertEquals(fault, error.fault());
        assertEquals(state, error.sqlState());
        assertFalse(error.hint().isBlank());
        assertTrue(String.valueOf(error.getMessage()).startsWith("cannot do it: " + message));
    }
}
