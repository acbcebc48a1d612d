package io.pgcairn.daemon.config;

import java.util.stream.Stream;

/** Every key of a declaration with its path, where names are {@code main} and lists have one element. */
final class DeclaredKeys {
    private DeclaredKeys() {}

    static Stream<Declared> all() {
        return below(RootSection.DECLARATION, "");
    }

    private static Stream<Declared> below(Section section, String path) {
        return section.entries().stream().flatMap(entry -> {
            String inner = path.isEmpty() ? entry.name() : path + "." + entry.name();
            return switch (entry) {
                case Key<?> key -> Stream.of(new Declared(inner, key));
                case Section child ->
                    switch (child.shape()) {
                        case ONE, OPTIONAL -> below(child, inner);
                        case PER_NAME -> below(child, inner + ".main");
                        case LIST -> below(child, inner + "[0]");
                    };
            };
        });
    }

    record Declared(String path, Key<?> key) {}
}
