package io.pgcairn.daemon.systemd;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Who started the daemon and hears how it stands, if anybody does: the notify protocol of systemd. Safe for use by
 * several threads.
 */
public final class Supervisor {
    private static final int LONGEST_STATUS = 1000;

    private final Optional<NotifySocket> socket;
    private final Optional<Duration> watchdog;
    private final ThreadDumps dumps;

    /**
     * @param environment with {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC}, {@code WATCHDOG_PID} and {@code
     *     CACHE_DIRECTORY}, or without
     * @param pid this process
     */
    public Supervisor(Map<String, String> environment, long pid) {
        this.socket = NotifySocket.of(environment);
        this.watchdog = socket.flatMap(_ -> watchdog(environment, pid));
        this.dumps = ThreadDumps.of(environment, Clock.systemUTC());
    }

    /** What somebody else's watchdog wants is none of ours: the variables are inherited by every child. */
    private static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
        String whose = environment.getOrDefault("WATCHDOG_PID", "");
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        if (!micros.matches("[0-9]{1,15}") || !(whose.isEmpty() || whose.equals(Long.toString(pid)))) {
            return Optional.empty();
        }
        Duration patience = Duration.ofNanos(Long.parseLong(micros) * 1000);
        return Optional.of(patience).filter(Duration::isPositive);
    }

    /** Within how long {@link #alive()} must be said again and again; empty if nobody waits for it. */
    public Optional<Duration> watchdog() {
        return watchdog;
    }

    /** Where it is written down what hangs before the watchdog ends it. */
    public ThreadDumps dumps() {
        return dumps;
    }

    /** It does its work, from its start or again after a reload. */
    public void ready(String status) {
        say("READY=1\n" + statusLine(status));
    }

    /** A line that a human understands. */
    public void status(String status) {
        say(statusLine(status));
    }

    /** It reads its configuration anew; {@link #ready} follows. */
    public void reloading() {
        String since = socket.flatMap(NotifySocket::monotonicMicros)
                .map(micros -> "\nMONOTONIC_USEC=" + micros)
                .orElse("");
        say("RELOADING=1" + since + "\n" + statusLine("reading the configuration anew"));
    }

    /** It begins to end. */
    public void stopping() {
        say("STOPPING=1\n" + statusLine("stopping: what was received is being stored"));
    }

    /** It is not stuck. */
    public void alive() {
        say("WATCHDOG=1");
    }

    private void say(String message) {
        socket.ifPresent(listener -> listener.send(message));
    }

    /** On one line whatever an error's text holds: what follows a line's end would be another assignment. */
    private static String statusLine(String status) {
        String line = status.replaceAll("\\p{Cntrl}+", " ").strip();
        return "STATUS=" + (line.length() > LONGEST_STATUS ? line.substring(0, LONGEST_STATUS - 1) + "…" : line);
    }
}
