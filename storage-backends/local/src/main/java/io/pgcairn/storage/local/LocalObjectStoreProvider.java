package io.pgcairn.storage.local;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectStoreProvider;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreOption;
import io.pgcairn.storage.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens stores in directories, {@code file:///absolute/path}. */
public final class LocalObjectStoreProvider implements ObjectStoreProvider {
    private static final String HINT = "write file:///absolute/path";

    /** For {@link java.util.ServiceLoader}. */
    public LocalObjectStoreProvider() {}

    @Override
    public String scheme() {
        return "file";
    }

    @Override
    public List<StoreOption> options() {
        return List.of();
    }

    /** Opens the store without touching the disk; its directory is looked for, or made, at the first call. */
    @Override
    public ObjectStore open(URI location, StoreSettings settings, StoreContext context)
            throws InvalidStoreSettingsException {
        Path root = rootOf(location);
        if (!settings.options().isEmpty()) {
            throw new InvalidStoreSettingsException(
                    "the store " + location + " knows no option "
                            + String.join(
                                    ", ",
                                    settings.options().keySet().stream()
                                            .sorted()
                                            .toList()),
                    "a file store has no options besides its location and timeout",
                    null);
        }
        return new LocalObjectStore(
                root, settings.timeout(), settings.concurrency(), context.clock(), new LinkPublication());
    }

    private static Path rootOf(URI location) throws InvalidStoreSettingsException {
        if (!"file".equalsIgnoreCase(location.getScheme())) {
            throw refused(location, "is not a file store");
        }
        if (location.isOpaque()) {
            throw refused(location, "has a relative path");
        }
        if (location.getRawAuthority() != null) {
            throw refused(location, "names a host, '" + location.getRawAuthority() + "'");
        }
        if (location.getRawQuery() != null || location.getRawFragment() != null) {
            throw refused(location, "has a query or a fragment");
        }
        return absolute(location, location.getPath());
    }

    private static Path absolute(URI location, @Nullable String path) throws InvalidStoreSettingsException {
        if (path == null || !path.startsWith("/") || path.indexOf('\0') >= 0) {
            throw refused(location, "has no absolute path");
        }
        Path root = Path.of(path).normalize();
        if (root.getNameCount() == 0) {
            throw refused(location, "is the root of the file system");
        }
        return root;
    }

    private static InvalidStoreSettingsException refused(URI location, String problem) {
        return new InvalidStoreSettingsException("the store location " + location + " " + problem, HINT, null);
    }
}
