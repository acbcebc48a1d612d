package io.pgcairn.daemon.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What listing a large archive costs: the time of {@code pgcairn list} and of the inventory of WAL alone, and the
 * memory they need. Each measured run is a process of its own with the launcher's options.
 */
final class CatalogueBench {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private CatalogueBench() {}

    static void main(String[] words) throws Exception {
        Options options = Options.parse(words);
        String segments = Integer.toString(options.number("segments", 100_000));
        String backups = Integer.toString(options.number("backups", 400));
        String latency = Integer.toString(options.number("latency", 50));
        Path work = Files.createTempDirectory("pgcairn-catalogue");
        try {
            System.out.println();
            System.out.println("| what | store | s | heap after, MB | heap at most, MB |");
            System.out.println("| --- | --- | --: | --: | --: |");
            String local = work.resolve("store").toString();
            run(List.of("--make", local, "--segments", segments, "--backups", backups));
            for (String what : List.of("inventory", "survey", "list")) {
                System.out.println(run(List.of("--measure", what, "--store", local)));
            }
            for (String what : List.of("inventory", "survey", "marks")) {
                System.out.println(run(List.of(
                        "--measure", what, "--segments", segments, "--backups", backups, "--latency", latency)));
            }
        } finally {
            new DirectoryRemoval(work).run();
        }
    }

    private static String run(List<String> words) throws Exception {
        return new OwnProcess(CatalogueRun.class, LIMIT).run(words).strip();
    }
}
