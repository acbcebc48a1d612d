package io.pgcairn.daemon.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How pgcairn is run as a process of its own.
 *
 * @param java the Java that runs it
 * @param classPath where its classes are
 * @param mainClass its entry
 * @param home where it is installed
 */
public record Program(Path java, String classPath, String mainClass, Path home) {
    /** The words of a verb with its arguments; the options of Java are those of the launcher. */
    List<String> words(List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(java.toString(), "-Xmx256m", "-XX:+UseSerialGC"));
        words.addAll(List.of("-XX:+CrashOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED"));
        words.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-Dpgcairn.home=" + home));
        words.addAll(List.of("-cp", classPath, mainClass));
        words.addAll(arguments);
        return List.copyOf(words);
    }

    /** The same program whose files that others run lie elsewhere. */
    Program at(Path otherHome) {
        return new Program(java, classPath, mainClass, otherHome);
    }

    /** What PostgreSQL runs to fetch WAL. */
    Path script() {
        return home.resolve("deploy/bin/pgcairn-restore-wal");
    }

    /** Where the server that comes along lies, as a jar. */
    Path serverJars() {
        return home.resolve("daemon/target/pgcairn/postgres");
    }
}
