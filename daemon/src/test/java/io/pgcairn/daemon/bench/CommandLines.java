package io.pgcairn.daemon.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What an archive_command of shell would run, one process or two for each segment. */
record CommandLines(List<Path> files, String recipient) {
    Map<String, List<String>> byName() {
        Map<String, List<String>> programs = new LinkedHashMap<>();
        if (isInstalled("zstd")) {
            programs.put("zstd -1", shell("zstd -1 -q -c \"$f\" >/dev/null"));
        }
        if (isInstalled("zstd") && isInstalled("age")) {
            String pipe = "zstd -1 -q -c \"$f\" | age -r " + recipient + " >/dev/null";
            programs.put("zstd -1 \\| age -r", shell(pipe));
        }
        return programs;
    }

    private static boolean isInstalled(String program) {
        return Files.isExecutable(Path.of("/usr/bin", program));
    }

    private List<String> shell(String each) {
        String names = files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(" "));
        return List.of("sh", "-c", "set -e; for f in " + names + "; do " + each + "; done");
    }
}
