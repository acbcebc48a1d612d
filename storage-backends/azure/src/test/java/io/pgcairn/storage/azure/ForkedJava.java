package io.pgcairn.storage.azure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java of its own that runs a class of these tests, with these tests' class path. */
final class ForkedJava {
    private static final int PATIENCE_MINUTES = 3;

    private ForkedJava() {}

    /** Runs a class to its end; answers what it printed. */
    static String run(Path directory, Map<String, String> environment, List<String> flags, List<String> program)
            throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(flags);
        command.addAll(program);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            boolean hasEnded = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            String printed = Files.readString(output);
            if (!hasEnded || process.exitValue() != 0) {
                throw new IOException("the program failed:\n" + printed);
            }
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }
}
