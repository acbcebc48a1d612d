package io.pgcairn.daemon.instance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The programs of one PostgreSQL installation.
 *
 * @param directory where {@code postgres}, {@code initdb} and {@code pg_ctl} are
 * @param major the major version, such as 18
 */
public record ServerBinaries(Path directory, int major) {
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    public ServerBinaries {
        if (major < 10) {
            throw new IllegalArgumentException("not a PostgreSQL major that we know: " + major);
        }
    }

    /** The installation whose programs are in {@code directory}; asks {@code postgres} which version it is. */
    public static ServerBinaries in(Path directory) throws InstanceException {
        Path absolute = directory.toAbsolutePath().normalize();
        for (String name : List.of("postgres", "initdb", "pg_ctl")) {
            if (!Files.isExecutable(absolute.resolve(name))) {
                throw new InstanceException(
                        "no program " + name + " in " + absolute,
                        "Name the directory that holds PostgreSQL's server programs, such as"
                                + " /usr/lib/postgresql/15/bin.");
            }
        }
        String said = new Command(List.of(absolute.resolve("postgres").toString(), "--version"), absolute, LIMIT).run();
        Matcher matcher = VERSION.matcher(said);
        if (!matcher.find()) {
            throw new InstanceException(
                    "cannot read a PostgreSQL version from '" + said.strip() + "'",
                    "Check that " + absolute + " holds PostgreSQL 10 or later.");
        }
        return new ServerBinaries(absolute, Integer.parseInt(matcher.group(1)));
    }

    /** The path of one program; it need not exist: embedded binaries hold only what a server needs. */
    public Path program(String name) {
        return directory.resolve(name);
    }
}
