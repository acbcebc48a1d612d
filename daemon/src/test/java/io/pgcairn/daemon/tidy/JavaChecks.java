package io.pgcairn.daemon.tidy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What is asked of Java sources. */
final class JavaChecks {
    private static final int FILE_LINES = 400;
    private static final int FUNCTION_LINES = 70;
    private static final int PUBLIC_PERCENT = 40;
    private static final int SMALL_PACKAGE = 5;
    private static final Pattern BANNED_NAME =
            Pattern.compile(".*(Utils?|Manager|Helper|Impl|Common)([A-Z].*)?|(Base(?!Backup)|Abstract)[A-Z].*");
    private static final Pattern EXIT = Pattern.compile("\\bSystem\\.exit\\(");
    private static final Pattern STACK_TRACE = Pattern.compile("\\.printStackTrace\\(\\)");
    private static final Pattern SLEEP = Pattern.compile("\\b(Thread|TimeUnit\\.\\w+)\\.sleep\\(");

    /** Packages that show more than the rest, with the share in percent that is theirs, each for a reason. */
    private static final Map<String, Integer> SHOWN = Map.ofEntries(
            // A contract that others implement and use: all of it is meant to be seen.
            Map.entry("io/pgcairn/storage", 100),
            // Servers that tests start: each is one.
            Map.entry("io/pgcairn/storage/servers", 50),
            // The table of faults, which every room uses.
            Map.entry("io/pgcairn/daemon/fault", 100),
            // Rooms whose purpose is to give others values and typed errors: what stays hidden is how they are made.
            Map.entry("io/pgcairn/crypto", 60),
            Map.entry("io/pgcairn/daemon/postgres", 75),
            Map.entry("io/pgcairn/daemon/pipeline", 75),
            Map.entry("io/pgcairn/daemon/catalog", 75),
            Map.entry("io/pgcairn/daemon/observe", 60),
            // The verbs and what they ask for, which the root gives them.
            Map.entry("io/pgcairn/daemon/cli", 75),
            // One type a verb, which the root puts together.
            Map.entry("io/pgcairn/daemon/program", 50),
            // A drill's steps, its settings, findings and listener; servers that others start. Each is what others
            // name.
            Map.entry("io/pgcairn/daemon/drill", 60),
            Map.entry("io/pgcairn/daemon/instance", 60),
            // The parts of an opened cluster, and what is known of its tiers: made here for the daemon and the verbs.
            Map.entry("io/pgcairn/daemon/cluster", 90),
            Map.entry("io/pgcairn/daemon/upkeep", 60));

    private JavaChecks() {}

    /** @param path from the repository's root, with slashes */
    static List<String> file(String path, String text) throws IOException {
        return file(path, text, JavaSource.parse(text));
    }

    /** @param source the parsed text */
    static List<String> file(String path, String text, JavaSource source) {
        List<String> found = new ArrayList<>();
        long lines = text.lines().count();
        if (lines > FILE_LINES) {
            found.add(path + ": " + lines + " lines, more than " + FILE_LINES);
        }
        for (JavaSource.Function function : source.functions()) {
            if (function.lines() > FUNCTION_LINES) {
                found.add(path + ": " + function.name() + " has " + function.lines() + " lines");
            }
        }
        for (String name : source.classNames()) {
            if (BANNED_NAME.matcher(name).matches()) {
                found.add(path + ": a name that says nothing: " + name);
            }
        }
        found.addAll(calls(path, text));
        return found;
    }

    private static List<String> calls(String path, String text) {
        List<String> found = new ArrayList<>();
        if (EXIT.matcher(text).find() && !path.endsWith("/daemon/Main.java")) {
            found.add(path + ": only Main ends the process");
        }
        if (STACK_TRACE.matcher(text).find()) {
            found.add(path + ": a stack trace goes to the log");
        }
        if (path.contains("/src/test/") && SLEEP.matcher(text).find()) {
            found.add(path + ": a test waits for a condition, never for a time");
        }
        return found;
    }

    /** What {@code package-info.java} must say; an empty text stands for one that does not exist. */
    static List<String> packageSign(String directory, String text) {
        List<String> found = new ArrayList<>();
        if (!text.contains("@NullMarked")) {
            found.add(directory + ": no package-info.java with @NullMarked");
        }
        int end = text.indexOf("*/");
        String says = end < 0 ? "" : text.substring(0, end).replaceAll("[*/\\s]+", " ");
        long sentences = Pattern.compile("[.:;](\\s|$)").matcher(says).results().count();
        if (sentences < 2) {
            found.add(directory + ": package-info.java says too little: what lives here, what comes in and goes out");
        }
        return found;
    }

    /** How much of a package is public, counted in files; small packages are left alone. */
    static List<String> shown(String directory, int files, int publicFiles) {
        int limit = SHOWN.entrySet().stream()
                .filter(entry -> directory.endsWith("/java/" + entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .findFirst()
                .orElse(PUBLIC_PERCENT);
        boolean tooMuch = files >= SMALL_PACKAGE && publicFiles * 100 > files * limit;
        return tooMuch
                ? List.of(directory + ": " + publicFiles + " of " + files + " types are public, over " + limit + " %")
                : List.of();
    }
}
