package io.pgcairn.daemon.instance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lets what nobody waits for work when nobody else does, by the system's own programs where it has them. */
final class LowPriority {
    private static final Path PROGRAMS = Path.of("/usr/bin");

    /** Each hands over to what follows it, in place; ionice is told not to mind if it may not. */
    private static final Map<String, List<String>> WORDS =
            Map.of("nice", List.of("-n", "19"), "ionice", List.of("-t", "-c", "3"));

    private LowPriority() {}

    static List<String> running(List<String> words) {
        return running(PROGRAMS, words);
    }

    static List<String> running(Path programs, List<String> words) {
        List<String> all = new ArrayList<>();
        for (String name : List.of("nice", "ionice")) {
            Path program = programs.resolve(name);
            if (Files.isExecutable(program)) {
                all.add(program.toString());
                all.addAll(WORDS.getOrDefault(name, List.of()));
            }
        }
        all.addAll(words);
        return List.copyOf(all);
    }
}
