package io.pgcairn.daemon.e2e;

import io.pgcairn.daemon.testing.NotifyListener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A daemon that was started as systemd starts it, and what it told of itself. */
final class Supervised implements AutoCloseable {
    private final NotifyListener systemd = NotifyListener.open();
    private final Site site;
    private final DaemonProcess daemon;

    Supervised(Site site, String watchdogMicros) throws IOException {
        this.site = site;
        this.daemon = DaemonProcess.start(
                site.home(),
                site.config(),
                URI.create("http://127.0.0.1:" + site.port()),
                site.log(),
                Map.of("NOTIFY_SOCKET", systemd.name(), "WATCHDOG_USEC", watchdogMicros));
    }

    DaemonProcess daemon() {
        return daemon;
    }

    /** What it said so far but for signs of life. */
    List<String> said() {
        return systemd.messages().stream()
                .filter(message -> !message.equals("WATCHDOG=1"))
                .toList();
    }

    long signsOfLife() {
        return systemd.messages().stream().filter("WATCHDOG=1"::equals).count();
    }

    /** Returns when it has said something like that after the first {@code skipped} messages; how many those are. */
    int awaitSaid(String what, int skipped, Predicate<String> like) {
        Eventually.is(
                "the daemon says " + what + "; its log is " + site.log(),
                Host.LIMIT,
                () -> said().stream().skip(skipped).anyMatch(like));
        List<String> all = said();
        for (int number = skipped; number < all.size(); number++) {
            if (like.test(all.get(number))) {
                return number + 1;
            }
        }
        throw new AssertionError("what was said is gone");
    }

    /** Sends SIGHUP, and returns when the daemon is ready again: how many messages there were. */
    int reload(int skipped) throws Exception {
        daemon.signal("HUP");
        int since =
                awaitSaid("that it reloads", skipped, message -> message.startsWith("RELOADING=1\nMONOTONIC_USEC="));
        return awaitSaid("that it is ready again", since, message -> message.startsWith("READY=1\n"));
    }

    /** How often this is in the log. */
    long logged(String fragment) throws IOException {
        return Files.readAllLines(site.log()).stream()
                .filter(line -> line.contains(fragment))
                .count();
    }

    double metric(String name) throws Exception {
        return daemon.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    @Override
    public void close() {
        daemon.close();
        systemd.close();
    }
}
