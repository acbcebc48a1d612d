package io.pgcairn.daemon.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresSettingsTest {
    @Test
    void reads_every_part() {
        PostgresSettings settings =
                PostgresSettings.parse("postgresql://us%40er:p%3Aw+@h1:5433,[::1],h3/my%20db?sslmode=require"
                        + "&application_name=stone&connect_timeout=3");
        assertEquals(
                List.of(
                        new PostgresSettings.HostPort("h1", 5433),
                        new PostgresSettings.HostPort("::1", 5432),
                        new PostgresSettings.HostPort("h3", 5432)),
                settings.hosts());
        assertEquals("us@er", settings.user());
        assertEquals("p:w+", settings.password());
        assertEquals("my db", settings.database());
        assertEquals(
                Map.of("sslmode", "require", "application_name", "stone", "connect_timeout", "3"),
                settings.parameters());
        assertEquals(3, settings.connectTimeout().toSeconds());
        assertEquals("h1:5433,[::1]:5432,h3:5432", settings.servers());
    }

    @Test
    void the_database_is_the_user_s_where_none_is_named() {
        assertEquals("u", PostgresSettings.parse("postgres://u@h").database());
        assertEquals(
                "u", PostgresSettings.parse("postgres://u@h/?sslmode=disable").database());
    }

    @Test
    void never_shows_the_password() {
        String shown = PostgresSettings.parse("postgresql://u:s3cret@h/d").toString();
        assertFalse(shown.contains("s3cret"), shown);
        assertTrue(shown.contains("***"), shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mysql://u:s3cret@h/d",
                "postgresql://h/d",
                "postgresql://:s3cret@h/d",
                "postgresql://u:s3cret@h:x/d",
                "postgresql://u:s3cret@h:0/d",
                "postgresql://u:s3cret@h:65536/d",
                "postgresql://u:s3cret@::1/d",
                "postgresql://u:s3cret@h,,k/d",
                "postgresql://u:s3cret%zz@h/d",
                "postgresql://u:s3cret@h/d?ssl_mode=require",
                "postgresql://u:s3cret@h/d?sslmode=on",
                "postgresql://u:s3cret@h/d?sslmode=require&sslmode=require",
                "postgresql://u:s3cret@h/d?connect_timeout=0",
                "postgresql://u:s3cret@h/d?",
                "postgresql://u:s3cret@h/d?passfile=",
            })
    void refuses_a_broken_uri_without_repeating_the_password(String uri) {
        var refused = assertThrows(IllegalArgumentException.class, () -> PostgresSettings.parse(uri));
        assertFalse(String.valueOf(refused.getMessage()).contains("s3cret"), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "postgresql://u@/d /var/run/postgresql/.s.PGSQL.5432,/tmp/.s.PGSQL.5432",
                "postgresql://u@:5433/d /var/run/postgresql/.s.PGSQL.5433,/tmp/.s.PGSQL.5433",
                "postgresql://u@/d?port=5433 /var/run/postgresql/.s.PGSQL.5433,/tmp/.s.PGSQL.5433",
                "postgresql://u@/d?host=/run/pg /run/pg/.s.PGSQL.5432",
                "postgresql://u@/d?host=/run/pg,/a%20b/&port=1,2 '/run/pg/.s.PGSQL.1,/a b/.s.PGSQL.2'",
                "postgresql://u@%2Frun%2Fpg/d /run/pg/.s.PGSQL.5432",
                "postgresql://u@%2Frun%2Fpg:6000,%2Ftmp/d /run/pg/.s.PGSQL.6000,/tmp/.s.PGSQL.5432",
                "postgresql://u@/d?host=h1,::1&port=7 h1:7,[::1]:7",
                "postgresql://u@h1/d?port=7 h1:7",
            })
    void takes_unix_sockets_and_host_parameters_as_libpq_writes_them(String uri, String servers) {
        assertEquals(servers, PostgresSettings.parse(uri).servers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql:///", "postgresql://", "postgresql://@/", "postgresql://%2Ftmp"})
    void on_a_unix_socket_the_user_is_who_runs_this(String uri) {
        PostgresSettings settings = PostgresSettings.parse(uri);
        assertEquals(System.getProperty("user.name"), settings.user());
        assertEquals(System.getProperty("user.name"), settings.database());
        assertTrue(settings.isSocket());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u@h/d?host=/run",
                "postgresql://u@h:1/d?port=2",
                "postgresql://u@h,%2Frun/d",
                "postgresql://u@/d?host=@abstract",
                "postgresql://u@/d?host=h,/run",
                "postgresql://u@/d?host=/run&port=1,2",
                "postgresql://u@/d?port=x",
            })
    void refuses_places_that_contradict_themselves(String uri) {
        assertThrows(IllegalArgumentException.class, () -> PostgresSettings.parse(uri));
    }

    @ParameterizedTest
    @CsvSource({"h?ssl_mode=x,sslmode", "h?target_session_attrs=x,prefer-standby"})
    void names_what_is_possible(String rest, String possible) {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> PostgresSettings.parse("postgresql://u@" + rest));
        assertTrue(String.valueOf(refused.getMessage()).contains(possible), refused.getMessage());
    }
}
