package io.pgcairn.daemon.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The tree as it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TidyTest {
    private static final Path ROOT =
            Path.of(System.getProperty("pgcairn.root", "..")).toAbsolutePath().normalize();
    private static final Set<String> SKIPPED = Set.of("target", ".git", ".idea", ".settings", ".vscode");
    private static final Set<String> KINDS = Set.of("java", "md", "xml", "sh", "yaml", "yml", "properties", "run");

    private static final int PARSED_AT_ONCE = 100;

    /** Parsing is most of the work here, and two tests want it. */
    private final Map<String, JavaSource> parsed = new TreeMap<>();

    @BeforeAll
    void parse() throws IOException {
        List<Map.Entry<String, String>> sources = List.copyOf(texts("java").entrySet());
        for (int first = 0; first < sources.size(); first += PARSED_AT_ONCE) {
            List<Map.Entry<String, String>> some =
                    sources.subList(first, Math.min(first + PARSED_AT_ONCE, sources.size()));
            List<JavaSource> found =
                    JavaSource.parse(some.stream().map(Map.Entry::getValue).toList());
            for (int i = 0; i < some.size(); i++) {
                parsed.put(some.get(i).getKey(), found.get(i));
            }
        }
    }

    private JavaSource parsed(String path) {
        return Objects.requireNonNull(parsed.get(path), path);
    }

    @Test
    void java_sources_keep_to_the_limits() throws IOException {
        List<String> found = new ArrayList<>();
        Map<String, String> sources = texts("java");
        assertTrue(sources.size() > 50, "too few sources were read: " + sources.size());
        for (Map.Entry<String, String> source : sources.entrySet()) {
            found.addAll(JavaChecks.file(source.getKey(), source.getValue(), parsed(source.getKey())));
            found.addAll(TextChecks.lines(source.getKey(), source.getValue()));
        }
        assertNone(found);
    }

    @Test
    void packages_say_what_they_are_and_show_little() throws IOException {
        List<String> found = new ArrayList<>();
        Map<String, Map<String, String>> packages = texts("java").entrySet().stream()
                .filter(source -> source.getKey().contains("/src/main/java/"))
                .collect(Collectors.groupingBy(
                        source -> source.getKey().substring(0, source.getKey().lastIndexOf('/')),
                        TreeMap::new,
                        Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        for (Map.Entry<String, Map<String, String>> each : packages.entrySet()) {
            String directory = each.getKey();
            String sign = directory + "/package-info.java";
            found.addAll(JavaChecks.packageSign(directory, each.getValue().getOrDefault(sign, "")));
            int shown = 0;
            int all = 0;
            for (Map.Entry<String, String> source : each.getValue().entrySet()) {
                if (!source.getKey().equals(sign)) {
                    all++;
                    shown += parsed(source.getKey()).publicType() ? 1 : 0;
                }
            }
            found.addAll(JavaChecks.shown(directory, all, shown));
        }
        assertNone(found);
    }

    @Test
    void no_text_holds_a_banned_word() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            if (KINDS.contains(kind(file)) || kind(file).equals("pgcairn")) {
                found.addAll(TextChecks.words(name(file), Files.readString(file, StandardCharsets.UTF_8)));
            }
        }
        assertNone(found);
    }

    @Test
    void links_in_documents_lead_somewhere() throws IOException {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, String> document : texts("md").entrySet()) {
            Path directory = ROOT.resolve(document.getKey()).resolveSibling("");
            found.addAll(TextChecks.links(
                    document.getKey(), document.getValue(), target -> textOf(directory.resolve(target))));
        }
        assertNone(found);
    }

    private static @Nullable String textOf(Path file) {
        if (Files.isDirectory(file)) {
            return "";
        }
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return null;
        }
    }

    private static void assertNone(List<String> found) {
        assertEquals("", String.join("\n", found));
    }

    private static Map<String, String> texts(String kind) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (Path file : files()) {
            if (kind(file).equals(kind)) {
                texts.put(name(file), Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    private static String name(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    private static String kind(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean skipped = SKIPPED.contains(directory.getFileName().toString());
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
