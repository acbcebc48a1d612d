package io.pgcairn.daemon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.util.ResourceLeakDetector;
import io.pgcairn.daemon.restore.WalAnswer;
import io.pgcairn.daemon.restore.WalFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A stranger without a token sends what it likes, and gets nothing. */
class HttpFuzzTest {
    private static final int REQUESTS = 8_000;
    private static final int CLIENTS = 8;
    private static final int PATIENCE_MILLIS = 120_000;
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

    @TempDir
    private Path directory;

    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger ordered = new AtomicInteger();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    private HttpServer server;

    @BeforeEach
    void serve() throws Exception {
        before = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        lines.start();
        root.addAppender(lines);
        Path file = Files.writeString(directory.resolve("token"), TOKEN + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        AccessSettings.Rule rule = new AccessSettings.Rule(Optional.of(file), Set.of());
        OneCluster cluster = new OneCluster()
                .with((_, _, _) -> {
                    served.incrementAndGet();
                    return new WalAnswer.Found(WalFiles.of(new byte[300 << 10], () -> {}));
                })
                .with(new BackupJobs(
                        (_, _) -> {
                            ordered.incrementAndGet();
                            return "id";
                        },
                        Clock.systemUTC()));
        server = new HttpServer(
                HttpSettings.defaults(new InetSocketAddress("127.0.0.1", 0))
                        .with(new AccessSettings(Map.of(Scope.RESTORE, rule, Scope.METRICS, rule, Scope.ADMIN, rule))),
                new Router(cluster, () -> "", _ -> new StatusPage.Page("<html></html>", "default-src 'none'")));
    }

    @AfterEach
    void stop() {
        server.close();
        root.detachAppender(lines);
        ResourceLeakDetector.setLevel(before);
    }

    @Test
    void whatever_is_sent_nothing_is_given_away_and_the_endpoint_serves_on() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("HttpFuzzTest seed " + seed);
        Random seeds = new Random(seed);
        List<Callable<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            HostileRequests requests = new HostileRequests(new Random(seeds.nextLong()));
            clients.add(() -> attack(requests, REQUESTS / CLIENTS));
        }
        int replies = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (Future<Integer> client : threads.invokeAll(clients)) {
                replies += client.get();
            }
        }
        assertTrue(replies > REQUESTS / 10, "the requests did not get through: " + replies);
        assertEquals(0, served.get(), "WAL was given to a stranger");
        assertEquals(0, ordered.get(), "a stranger ordered a backup");
        assertServes();
        collectLeaks();
        List<ILoggingEvent> logged = logged();
        List<String> told = logged.stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .filter(line -> !line.getLoggerName().equals(RefusalLog.class.getName()))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
        assertEquals(List.of(), told);
        assertFalse(
                logged.stream()
                        .filter(line -> line.getLoggerName().equals(RefusalLog.class.getName()))
                        .toList()
                        .isEmpty(),
                "refusals are told of");
    }

    /** The server's threads go on logging. */
    private List<ILoggingEvent> logged() {
        synchronized (lines) {
            return List.copyOf(lines.list);
        }
    }

    /** The detector tells of a leak when the next buffer is allocated after a collection. */
    private void collectLeaks() throws Exception {
        for (int i = 0; i < 3; i++) {
            System.gc();
            assertServes();
        }
    }

    /** @return how many replies came */
    private int attack(HostileRequests requests, int count) throws IOException {
        int replies = 0;
        for (int i = 0; i < count; i++) {
            byte[] sent = requests.next();
            Matcher status = STATUS.matcher(exchange(sent));
            while (status.find()) {
                replies++;
                assertFalse(
                        status.group(1).startsWith("2"),
                        () -> "given for " + HexFormat.of().formatHex(sent) + "\n"
                                + new String(sent, StandardCharsets.ISO_8859_1));
            }
        }
        return replies;
    }

    private String exchange(byte[] sent) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server.address(), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(sent);
            // The end of what is sent lets the server answer what is whole and drop the rest at once.
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (java.net.SocketException e) {
            // Cut by the server, which need not read to the end what it refuses.
            return "";
        }
    }

    private void assertServes() throws IOException {
        String answer = exchange(("GET /clusters/main/wal/000000010000000000000003 HTTP/1.1\r\nHost: localhost\r\n"
                        + "Authorization: Bearer " + TOKEN + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        assertTrue(answer.startsWith("HTTP/1.1 200 OK"), answer.length() > 300 ? answer.substring(0, 300) : answer);
        assertTrue(answer.length() > 300 << 10, "whole");
    }
}
