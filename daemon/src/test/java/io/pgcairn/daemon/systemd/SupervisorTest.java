package io.pgcairn.daemon.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.testing.NotifyListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisorTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static Supervisor of(String socket) {
        return new Supervisor(Map.of("NOTIFY_SOCKET", socket), 7);
    }

    private static List<String> awaitMessages(NotifyListener listener, int count) {
        long begin = System.nanoTime();
        while (listener.messages().size() < count) {
            assertTrue(System.nanoTime() - begin < LIMIT.toNanos(), () -> "only " + listener.messages());
            LockSupport.parkNanos(1_000_000);
        }
        return listener.messages();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@", "/tmp/"})
    void says_how_things_stand_to_a_path_and_to_an_abstract_name(String kind) throws Exception {
        String name = kind + "pgcairn-" + UUID.randomUUID();
        try (NotifyListener listener = NotifyListener.at(name)) {
            Supervisor supervisor = of(name);
            supervisor.ready("1 cluster: main streaming");
            supervisor.status("slow");
            supervisor.alive();
            supervisor.stopping();
            assertEquals(
                    List.of(
                            "READY=1\nSTATUS=1 cluster: main streaming",
                            "STATUS=slow",
                            "WATCHDOG=1",
                            "STOPPING=1\nSTATUS=stopping: what was received is being stored"),
                    awaitMessages(listener, 4));
        } finally {
            if (name.startsWith("/")) {
                java.nio.file.Files.deleteIfExists(Path.of(name));
            }
        }
    }

    @Test
    void a_reload_bears_the_kernels_monotonic_time() throws Exception {
        try (NotifyListener listener = NotifyListener.open()) {
            Supervisor supervisor = of(listener.name());
            supervisor.reloading();
            supervisor.reloading();
            List<Long> moments = awaitMessages(listener, 2).stream()
                    .map(message -> message.replaceFirst("(?s)^RELOADING=1\nMONOTONIC_USEC=([0-9]+)\nSTATUS=.*$", "$1"))
                    .map(Long::parseLong)
                    .toList();
            assertTrue(moments.getFirst() > 0 && moments.getFirst() <= moments.getLast(), moments::toString);
        }
    }

    @Test
    void a_status_is_one_line_of_a_bounded_length_whatever_an_error_says() throws Exception {
        try (NotifyListener listener = NotifyListener.open()) {
            Supervisor supervisor = of(listener.name());
            supervisor.status("down:\nREADY=1\r\n\tMAINPID=1");
            supervisor.status("x".repeat(100_000));
            List<String> messages = awaitMessages(listener, 2);
            assertEquals("STATUS=down: READY=1 MAINPID=1", messages.getFirst());
            assertEquals(1007, messages.getLast().length());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "relative", "vsock:2:1234", "@pgcairn-nobody-listens", "/nowhere/notify"})
    void a_socket_that_is_not_there_or_cannot_be_used_harms_nothing(String name) {
        Supervisor supervisor = of(name);
        supervisor.ready("fine");
        supervisor.reloading();
        supervisor.alive();
        supervisor.stopping();
    }

    @Test
    void a_name_too_long_for_a_socket_harms_nothing() {
        of("/" + "x".repeat(200)).ready("fine");
        new Supervisor(Map.of(), 7).ready("fine");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "120000000, none, PT2M",
                "120000000, 7,    PT2M",
                "120000000, 8,    none",
                "none,      7,    none",
                "0,         7,    none",
                "-1,        7,    none",
                "soon,      7,    none"
            })
    void a_watchdog_is_fed_where_it_waits_for_this_process(String micros, String pid, String expected) {
        Map<String, String> environment = new java.util.HashMap<>(Map.of("NOTIFY_SOCKET", "@any"));
        if (micros != null) {
            environment.put("WATCHDOG_USEC", micros);
        }
        if (pid != null) {
            environment.put("WATCHDOG_PID", pid);
        }
        assertEquals(Optional.ofNullable(expected).map(Duration::parse), new Supervisor(environment, 7).watchdog());
    }
}
