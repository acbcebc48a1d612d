package io.pgcairn.daemon.dump;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds {@code pg_dump} and {@code pg_dumpall} for a server: not older than it, since they refuse newer ones. */
final class DumpPrograms {
    private static final Pattern VERSION = Pattern.compile("pg_dump \\(.*?\\) (\\d+).*");
    private static final int MAX_ANSWER = 4096;
    private static final long PATIENCE_SECONDS = 60;

    private final Map<String, String> environment;
    private final Path versions;

    /**
     * @param environment whose {@code PATH} is looked through
     * @param versions where Debian keeps a directory of each major version
     */
    DumpPrograms(Map<String, String> environment, Path versions) {
        this.environment = Map.copyOf(environment);
        this.versions = versions;
    }

    /**
     * Both programs of one directory.
     *
     * @param version what {@code pg_dump --version} says
     */
    record Found(Path directory, String version, int major) {
        Path dump() {
            return directory.resolve("pg_dump");
        }

        Path dumpAll() {
            return directory.resolve("pg_dumpall");
        }
    }

    /**
     * The first that will do: in the configured directory, else in the server's own if that is on this host, on the
     * path, and among Debian's the newest.
     *
     * @param configured where alone to look, if the operator says so
     * @param serversOwn where the server's own programs are on its host
     */
    Found find(Optional<Path> configured, Optional<Path> serversOwn, int serverMajor)
            throws DumpProgramException, InterruptedException {
        List<Path> places = configured.map(List::of).orElseGet(() -> places(serversOwn));
        List<Found> found = new ArrayList<>();
        for (Path place : places) {
            Optional<Found> here = in(place);
            if (here.isPresent() && here.get().major() >= serverMajor) {
                return here.get();
            }
            here.ifPresent(found::add);
        }
        Optional<Found> newest = found.stream().max(Comparator.comparingInt(Found::major));
        throw newest.isPresent()
                ? DumpProgramException.tooOld(newest.get(), serverMajor)
                : DumpProgramException.missing(places, serverMajor);
    }

    private List<Path> places(Optional<Path> serversOwn) {
        List<Path> places = new ArrayList<>(serversOwn.stream().toList());
        for (String directory : environment.getOrDefault("PATH", "").split(":", -1)) {
            if (directory.startsWith("/") && !isChoosing(Path.of(directory))) {
                places.add(Path.of(directory));
            }
        }
        places.addAll(newestFirst());
        return places.stream().distinct().toList();
    }

    /** Debian's pg_dump on the path is a script that chooses a version by rules of its own; we choose ourselves. */
    private static boolean isChoosing(Path directory) {
        try {
            return directory.resolve("pg_dump").toRealPath().endsWith("pg_wrapper");
        } catch (IOException e) {
            return false;
        }
    }

    private List<Path> newestFirst() {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> majors = Files.newDirectoryStream(versions, "[0-9]*")) {
            majors.forEach(major -> found.add(major.resolve("bin")));
        } catch (IOException e) {
            return List.of();
        }
        found.sort(Comparator.comparing(DumpPrograms::number).reversed());
        return found;
    }

    private static double number(Path bin) {
        try {
            return Double.parseDouble(bin.getName(bin.getNameCount() - 2).toString());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Optional<Found> in(Path directory) throws InterruptedException {
        if (!Files.isExecutable(directory.resolve("pg_dump")) || !Files.isExecutable(directory.resolve("pg_dumpall"))) {
            return Optional.empty();
        }
        String version = version(directory.resolve("pg_dump"));
        Matcher matcher = VERSION.matcher(version);
        return matcher.matches()
                ? Optional.of(new Found(directory, version, Integer.parseInt(matcher.group(1))))
                : Optional.empty();
    }

    private static String version(Path program) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                process.getOutputStream().close();
                byte[] answer = process.getInputStream().readNBytes(MAX_ANSWER);
                return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0
                        ? new String(answer, StandardCharsets.UTF_8).strip()
                        : "";
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            // A program that does not run is none.
            return "";
        }
    }
}
