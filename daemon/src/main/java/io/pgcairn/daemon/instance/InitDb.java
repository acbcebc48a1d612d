package io.pgcairn.daemon.instance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes new clusters with {@code initdb}. */
final class InitDb {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final ServerBinaries binaries;
    private final OsUser user;

    InitDb(ServerBinaries binaries, OsUser user) {
        this.binaries = binaries;
        this.user = user;
    }

    void make(Path data, ClusterOptions options) throws InstanceException {
        user.requireWay(data);
        user.requireWay(binaries.program("initdb"));
        try {
            Files.createDirectories(data);
            user.own(data);
            if (options.password().isEmpty()) {
                run(data, options, List.of("--auth=trust"));
                return;
            }
            // Beside the data directory, since initdb wants that empty; createTempFile keeps it from other eyes.
            Path secret = Files.createTempFile(data.resolveSibling(""), "password", "");
            try {
                Files.writeString(secret, options.password().get(), StandardCharsets.UTF_8);
                user.own(secret);
                run(data, options, List.of("--auth=scram-sha-256", "--pwfile=" + secret));
            } finally {
                Files.delete(secret);
            }
        } catch (IOException e) {
            throw new InstanceException(
                    "cannot prepare the data directory " + data + ": " + e.getMessage(),
                    "Check that it can be written.",
                    e);
        }
    }

    private void run(Path data, ClusterOptions options, List<String> authentication) throws InstanceException {
        List<String> words = new ArrayList<>(List.of(binaries.program("initdb").toString(), "-D", data.toString()));
        words.addAll(List.of("-U", ClusterOptions.SUPERUSER, "--encoding=UTF8", "--locale=C", "--no-sync"));
        words.add("--wal-segsize=" + options.walSegmentMegabytes());
        if (options.dataChecksums()) {
            words.add("--data-checksums");
        } else if (binaries.major() >= 18) {
            words.add("--no-data-checksums");
        }
        words.addAll(authentication);
        new Command(user.running(words), data.resolveSibling(""), LIMIT).run();
    }
}
