package io.pgcairn.daemon.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** rclone with the same parts and as much at once as our stores; it looks at nothing besides the transfer. */
record Rclone(StoreTarget target, int parallel) {
    private static final String PART = "17Mi";
    private static final String PARTS = "3";

    /** The first line of what it says of itself; empty where it is not installed. */
    static Optional<String> version() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("rclone", "version").start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? printed.lines().findFirst() : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    ForeignRun.Result put(Path directory, String prefix, Duration limit) throws IOException, InterruptedException {
        return run(limit, List.of("copy", directory.toString(), remote(prefix)));
    }

    ForeignRun.Result get(String prefix, Path directory, Duration limit) throws IOException, InterruptedException {
        return run(limit, List.of("copy", remote(prefix), directory.toString()));
    }

    void delete(String prefix, Duration limit) throws IOException, InterruptedException {
        ForeignRun.Result unused = run(limit, List.of("delete", remote(prefix)));
    }

    private String remote(String prefix) {
        return "bench:" + target.bucket() + "/" + prefix;
    }

    private ForeignRun.Result run(Duration limit, List<String> verb) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("rclone", "--config", "", "--log-level", "ERROR"));
        words.addAll(List.of("--transfers", Integer.toString(parallel), "--no-check-dest", "--ignore-checksum"));
        words.addAll(List.of("--retries", "1", "--low-level-retries", "3", "--s3-no-check-bucket"));
        words.addAll(List.of("--s3-disable-checksum", "--s3-chunk-size", PART, "--s3-upload-concurrency", PARTS));
        words.addAll(List.of("--azureblob-chunk-size", PART, "--azureblob-upload-concurrency", PARTS));
        words.addAll(verb);
        Map<String, String> environment = new HashMap<>();
        target.rclone().forEach((name, value) -> environment.put("RCLONE_CONFIG_BENCH_" + name, value));
        return new ForeignRun(environment, limit).run(words);
    }
}
