package io.pgcairn.daemon.config;

import java.util.stream.Collectors;

/** Writes {@code docs/configuration.md} from the declarations that the parser uses. */
final class ReferencePage {
    private static final String HEAD = """
            # Configuration

            One YAML file, given with `--config FILE`. It is read strictly: an unknown key, a key given twice or a value
            out of range is refused, and all problems are told at once with their lines. Relative paths start at the
            file's own directory. Durations are written `500ms`, `5s`, `10m`, `2h`, `7d`; byte counts
            `4MiB`, `16MB`, `1GiB`.

            ```yaml
            http: { listen: 127.0.0.1:7411 }
            clusters:
              main:
                postgres: { uri: "postgresql://postgres@127.0.0.1:5432/postgres" }
                encryption: { recipients: [age1…], identities: [/etc/pgcairn/identity.txt] }
                tiers:
                  - { name: near, store: "file:///var/lib/pgcairn" }
            ```

            This page is written from the declarations that the program reads the file by; a test keeps it so.
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
            case Key<?> key -> row(key);
            case Section section -> section(section, around);
        };
    }

    private static String section(Section section, String around) {
        String path = around + section.name() + suffix(section);
        StringBuilder page = new StringBuilder("\n## `" + path + "`\n\n" + section.help() + "\n");
        boolean hasKeys = section.entries().stream().anyMatch(Key.class::isInstance);
        if (hasKeys) {
            page.append("\n| key | value | default | what it is for |\n| --- | --- | --- | --- |\n");
        }
        section.entries().stream().filter(Key.class::isInstance).forEach(key -> page.append(render(key, path)));
        section.entries().stream()
                .filter(Section.class::isInstance)
                .forEach(inner -> page.append(render(inner, path + ".")));
        return page.toString();
    }

    private static String row(Key<?> key) {
        String otherwise = switch (key.presence()) {
            case DEFAULTED -> "`" + key.text() + "`";
            case REQUIRED -> "required, such as `" + key.text() + "`";
            case OPTIONAL -> key.text();
        };
        return "| `" + key.name() + "` | " + key.type().allowed() + " | " + otherwise + " | " + key.help() + " |\n";
    }

    private static String suffix(Section section) {
        return switch (section.shape()) {
            case ONE -> "";
            case PER_NAME -> ".NAME";
            case LIST -> "[]";
        };
    }
}
