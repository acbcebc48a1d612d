package io.pgcairn.daemon.config;

import java.util.stream.Collectors;

/** Writes {@code docs/configuration.md} from the declarations that the parser uses. */
final class ReferencePage {
    private static final String HEAD = """
            # Configuration

            One YAML file: the one given with `--config FILE`, else the one that the variable `PGCAIRN_CONFIG`
            names, else `/etc/pgcairn/pgcairn.yaml`. Files in `conf.d` beside it and environment variables go over
            it. All are read strictly: an unknown key, a key given twice or a value out of range is refused, and all
            problems are told at once with their lines. Relative paths start at the file's own directory. Durations
            are written `500ms`, `5s`, `10m`, `2h`, `7d`; byte counts `4MiB`, `16MB`, `1GiB`.

            ```yaml
            http: { listen: 127.0.0.1:7411 }
            clusters:
              main:
                postgres: { uri: "postgresql://postgres@127.0.0.1:5432/postgres" }
                encryption: { recipients: [age1…], identities: [/etc/pgcairn/identity.txt] }
                tiers:
                  - { name: near, store: "file:///var/lib/pgcairn" }
            ```

            `pgcairn config` prints the whole configuration as it is in force, and where each key was set. This page
            is written from the declarations that the program reads the file by; a test keeps it so.

            ## `conf.d`

            The files `conf.d/*.yaml` in the directory of the configuration file are read after it, in the order of
            their names. Mappings are merged key by key; where two files give a value, the later one holds; a list
            replaces a list. Relative paths in them start at the configuration file's directory too. Hidden files,
            those of editors and packages (`~`, `.swp`, `.dpkg-old`) and directories are passed over; at most 100
            files of a megabyte each are read; one that cannot be read is an error, since half a configuration is
            none. Several configurations in one directory share its `conf.d`.

            ## Variables

            Each key may be set by an environment variable, which goes over all files. Its name is `PGCAIRN_` and
            the key's path in upper case, parts joined by two underscores, `-` in a cluster's name written as `_`;
            the tables below name it. A list's elements have numbers from 0:
            `PGCAIRN_CLUSTERS__MAIN__TIERS__0__STORE`; a list of words may also be given at once, with commas:
            `PGCAIRN_CLUSTERS__MAIN__ACK=near,far`. A tier's options are
            `PGCAIRN_CLUSTERS__MAIN__TIERS__0__OPTIONS__REGION`. A variable with two underscores that names no key
            is refused, as an unknown key is. If there is no `/etc/pgcairn/pgcairn.yaml` and nothing else was asked
            for, variables and `conf.d` may say all.

            Variables without two underscores are the program's own: `PGCAIRN_CONFIG` (the configuration file),
            `PGCAIRN_JAVA_OPTS` (options for Java), `PGCAIRN_PLUGINS` (a directory of backends), `PGCAIRN_DEBUG`
            (unexpected errors show where they came from).

            ## Credentials

            Where a path is asked for, and in options of tiers that end in `_file`, `credential:NAME` is the file
            that systemd hands over by `LoadCredential=NAME:FILE`. Verbs that root or the daemon's user runs by
            hand find it as long as the unit runs (`/run/credentials/pgcairn.service`); otherwise set the variable
            `CREDENTIALS_DIRECTORY`. Elsewhere a secret belongs into a file that is not readable by all; if a file is
            and holds one, the daemon and `pgcairn check` warn. Secrets are never printed: `***`.
            """;

    private ReferencePage() {}

    static String render() {
        return HEAD
                + RootSection.DECLARATION.entries().stream()
                        .map(entry -> render(entry, ""))
                        .collect(Collectors.joining());
    }

    private static String render(Entry entry, String around) {
        return switch (entry) {
            case Key<?> key -> row(key, around);
            case Section section -> section(section, around);
        };
    }

    private static String section(Section section, String around) {
        String path = around + section.name() + suffix(section);
        StringBuilder page = new StringBuilder("\n## `" + path + "`\n\n" + section.help() + "\n");
        boolean hasKeys = section.entries().stream().anyMatch(Key.class::isInstance);
        if (hasKeys) {
            page.append("\n| key | value | default | what it is for | variable |\n| --- | --- | --- | --- | --- |\n");
        }
        section.entries().stream().filter(Key.class::isInstance).forEach(key -> page.append(render(key, path)));
        section.entries().stream()
                .filter(Section.class::isInstance)
                .forEach(inner -> page.append(render(inner, path + ".")));
        return page.toString();
    }

    private static String row(Key<?> key, String around) {
        String otherwise = switch (key.presence()) {
            case DEFAULTED -> "`" + key.text() + "`";
            case REQUIRED -> "required, such as `" + key.text() + "`";
            case OPTIONAL -> key.text();
        };
        return "| `" + key.name() + "` | " + key.type().allowed() + " | " + otherwise + " | " + key.help() + " | `"
                + variable(key, around) + "` |\n";
    }

    private static String variable(Key<?> key, String around) {
        String name = Variables.nameOf(around.replace("[]", "[0]") + "." + key.name());
        return key.type() instanceof OptionsType ? name + Variables.JOINT + "OPTION" : name;
    }

    private static String suffix(Section section) {
        return switch (section.shape()) {
            case ONE, OPTIONAL -> "";
            case PER_NAME -> ".NAME";
            case LIST -> "[]";
        };
    }
}
