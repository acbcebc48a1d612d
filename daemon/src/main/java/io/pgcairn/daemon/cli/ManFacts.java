package io.pgcairn.daemon.cli;

/** What the manual page says besides the verbs: variables, files and where to read on. */
final class ManFacts {
    private ManFacts() {}

    static void write(Roff roff) {
        roff.section("ENVIRONMENT");
        variable(roff, "PGCAIRN_CONFIG", "The configuration file where --config is not given.");
        variable(
                roff,
                "PGCAIRN_SECTION__KEY",
                "Every key of the configuration: its path in upper case, parts joined by two underscores, such as"
                        + " PGCAIRN_HTTP__LISTEN. It wins over the files.");
        variable(roff, "PGCAIRN_PLUGINS", "A directory of jars, or a class path, with backends of others.");
        variable(
                roff, "PGCAIRN_JAVA_OPTS", "More options for Java, such as -Xmx512m; they win over the built-in ones.");
        variable(roff, "PGCAIRN_DEBUG", "If set, an unexpected error shows where it came from.");
        roff.section("FILES");
        file(roff, "/etc/pgcairn/pgcairn.yaml", "The configuration.");
        file(roff, "/etc/pgcairn/conf.d/*.yaml", "More of it, in the order of their names.");
        file(roff, "/etc/default/pgcairn", "Variables for the service.");
        file(roff, "/var/lib/pgcairn", "Where a store in a directory lies by default.");
        file(roff, "/var/cache/pgcairn", "Files that may be deleted at any time.");
        file(roff, "/run/pgcairn/pgcairn.sock", "The running daemon's socket.");
        file(roff, "/usr/lib/pgcairn/plugins", "Backends of others, as jars.");
        roff.section("SEE ALSO");
        roff.text(Roff.bold("age") + "(1), " + Roff.bold("zstd") + "(1), " + Roff.bold("tar") + "(1), "
                + Roff.bold("systemctl") + "(1)");
        roff.paragraph("More is in /usr/share/doc/pgcairn.");
    }

    private static void variable(Roff roff, String name, String meaning) {
        roff.item(Roff.bold(name), Roff.escaped(meaning));
    }

    private static void file(Roff roff, String path, String meaning) {
        roff.item(Roff.italic(path), Roff.escaped(meaning));
    }
}
