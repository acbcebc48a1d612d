package io.pgcairn.daemon.setup;

import java.nio.file.Path;
import java.util.List;

/**
 * How this program is run once more.
 *
 * @param mainClass its entry
 * @param home where it is installed
 */
public record OwnProgram(String mainClass, Path home) {
    List<String> words(List<String> arguments) {
        List<String> words = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(), "-Xmx128m"));
        words.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        words.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-Dpgcairn.home=" + home.toAbsolutePath()));
        words.addAll(List.of("-cp", System.getProperty("java.class.path", ""), mainClass));
        words.addAll(arguments);
        return words;
    }
}
