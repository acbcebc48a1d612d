package io.pgcairn.daemon.e2e;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.Main;
import io.pgcairn.daemon.testing.CleanEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program as a process, its classes where every user of the host can read them, as those of a package are. */
final class ReachableProgram {
    private static final long LIMIT_MINUTES = 5;

    private final Path directory;
    private final String classPath;

    /** @param directory in which others may pass */
    ReachableProgram(Path directory) throws IOException {
        this.directory = directory;
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path from = Path.of(entry);
            if (Files.exists(from)) {
                Path copy = directory.resolve(entries.size() + "-" + from.getFileName());
                copy(from, copy);
                entries.add(copy.toString());
            }
        }
        classPath = String.join(File.pathSeparator, entries);
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> tree;
        try (Stream<Path> walk = Files.walk(from)) {
            tree = walk.toList();
        }
        for (Path each : tree) {
            Path copy = to.resolve(from.relativize(each).toString());
            if (Files.isDirectory(each)) {
                Files.createDirectory(copy);
            } else {
                Files.copy(each, copy);
            }
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** @param environment more of it than this process has */
    InProcess.Answer run(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dpgcairn.home=" + directory,
                "-cp",
                classPath,
                Main.class.getName()));
        command.addAll(Arrays.asList(words));
        Path out = Files.createTempFile(directory, "out-", "");
        Path err = Files.createTempFile(directory, "err-", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        CleanEnvironment.of(builder).environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError(command + " does not end: " + Files.readString(err));
        }
        return new InProcess.Answer(process.exitValue(), Files.readAllBytes(out), Files.readString(err));
    }
}
