package io.pgcairn.daemon.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A backend that somebody else wrote: a jar with one class, compiled here, whose scheme is {@code tiny}. */
final class ForeignBackend {
    private static final String SOURCE = """
            package tiny;

            import io.pgcairn.storage.*;
            import java.net.URI;
            import java.util.*;

            public final class TinyProvider implements ObjectStoreProvider {
                private static final StoreOption SHADE =
                        new StoreOption("shade", "a word", "none", "What the store looks like.");

                public String scheme() {
                    return "tiny";
                }

                public List<StoreOption> options() {
                    return List.of(SHADE);
                }

                public ObjectStore open(URI location, StoreSettings settings, StoreContext context)
                        throws StoreException {
                    StoreOptions.of(location, settings, options());
                    for (ObjectStoreProvider other : ServiceLoader.load(ObjectStoreProvider.class)) {
                        if (other.scheme().equals("file")) {
                            return other.open(
                                    URI.create("file://" + location.getPath()),
                                    new StoreSettings(settings.timeout(), Map.of()),
                                    context);
                        }
                    }
                    throw new IllegalStateException("no files");
                }
            }
            """;

    private ForeignBackend() {}

    /** Writes the jar. */
    static Path jar(Path directory, Path jar) throws IOException {
        Path source = Files.writeString(
                Files.createDirectories(directory.resolve("source/tiny")).resolve("TinyProvider.java"), SOURCE);
        Path classes = Files.createDirectories(directory.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int result = compiler.run(
                null,
                OutputStream.nullOutputStream(),
                System.err,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
        if (result != 0) {
            throw new IllegalStateException("the backend does not compile");
        }
        Files.writeString(
                Files.createDirectories(classes.resolve("META-INF/services"))
                        .resolve("io.pgcairn.storage.ObjectStoreProvider"),
                "tiny.TinyProvider\n");
        return pack(classes, jar, "");
    }

    /**
     * Packs a directory of classes.
     *
     * @param classPath what else belongs to the jar, as URLs with spaces between them; empty for nothing
     */
    static Path pack(Path classes, Path jar, String classPath) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        Files.createDirectories(jar.resolveSibling(""));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> tree = Files.walk(classes)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
