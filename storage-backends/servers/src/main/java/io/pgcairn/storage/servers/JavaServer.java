package io.pgcairn.storage.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts servers that are written in Java, from the libraries that the build fetched for them. */
final class JavaServer {
    private JavaServer() {}

    /**
     * Starts a server and waits until it takes connections.
     *
     * @param name the directory that its libraries were fetched into
     * @param directory a new directory, for its log and what it keeps
     * @param arguments what follows the class path
     * @throws IllegalStateException the libraries are not there, or it does not start
     */
    static ServerProcess start(String name, int port, Path directory, List<String> options, List<String> arguments) {
        Path libraries = Places.ofThisBuild().source().resolve(name).resolve("target/lib");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Half of what such a server costs in a test is its start.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(libraries)));
        command.addAll(arguments);
        return ServerProcess.start(command, Map.of(), port, directory.resolve(name + ".log"));
    }

    private static String classPath(Path libraries) {
        if (!Files.isDirectory(libraries)) {
            throw new IllegalStateException(
                    "the build did not fetch the server into " + libraries + "; run it without -DskipTests");
        }
        try (Stream<Path> jars = Files.list(libraries)) {
            return jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
