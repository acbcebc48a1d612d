package io.pgcairn.daemon.setup;

import io.pgcairn.daemon.cli.Keys;
import java.nio.file.Path;
import java.util.List;

/** One key, known before. */
final class FixedKeys implements Keys {
    private static final String KEY = "age1vm82a6ct7kqf6xlcakz9eq8ytnh6mywwfk4j7dt03n8vmcvase3s7z6c56";

    @Override
    public NewKey generate() {
        return new NewKey(KEY, "secret\n");
    }

    @Override
    public List<String> publicKeys(Path file) {
        return List.of(KEY);
    }
}
