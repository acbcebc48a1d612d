package io.pgcairn.daemon.config;

import io.pgcairn.storage.ObjectStoreProvider;
import io.pgcairn.storage.StoreOption;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * The part of the reference page that backends declare: a table of options each. Here and not beside the other
 * declarations, since the room of the configuration knows no store.
 */
final class BackendTables {
    private static final String HEAD = """

            ## Options of backends

            What a tier may have under `options` is declared by the backend of its store's scheme. An option that the
            backend does not know is refused when the tier is opened; `pgcairn check` shows it with the known ones.
            """;

    private BackendTables() {}

    /** The tables of all backends on the class path. */
    static String render() {
        return render(ServiceLoader.load(ObjectStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    static String render(List<ObjectStoreProvider> providers) {
        return HEAD
                + providers.stream()
                        .sorted(Comparator.comparing(ObjectStoreProvider::scheme))
                        .map(BackendTables::table)
                        .collect(Collectors.joining());
    }

    private static String table(ObjectStoreProvider provider) {
        String title = "\n### `" + provider.scheme() + "://`\n\n";
        if (provider.options().isEmpty()) {
            return title + "It has no options.\n";
        }
        return title
                + "| option | value | default | what it is for |\n| --- | --- | --- | --- |\n"
                + provider.options().stream().map(BackendTables::row).collect(Collectors.joining());
    }

    private static String row(StoreOption option) {
        return "| `" + option.name() + "` | " + cell(option.allowed()) + " | " + cell(option.fallback()) + " | "
                + cell(option.meaning()) + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
