package io.pgcairn.daemon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Nothing is shown that no test runs, unless it is said why. SQL is run by {@code ShownSqlIT} and YAML loaded by
 * {@link YamlExamplesTest}, wherever they stand; blocks of a shell with a tag are run by the test of their page, others
 * by {@code ShownCommandsIT} or listed in {@link NotPlayed}.
 */
class DocumentedBlocksTest {
    private static final String TESTS = "daemon/src/test/java/io/pgcairn/daemon/";

    /** Who runs the tagged blocks of a page. */
    private static final Map<String, List<String>> PLAYERS = Map.of(
            "docs/recovery.md", List.of("e2e/RecoveryGuideIT.java"),
            "docs/http.md", List.of("e2e/HttpGuideIT.java"),
            "docs/restore-without-pgcairn.md",
                    List.of("docs/RestoreWithoutPgcairnIT.java", "docs/DumpWithoutPgcairnIT.java"));

    /** What deploy/test/first-five-minutes.sh wrote while it ran it. */
    private static final Set<String> TRANSCRIPTS = Set.of("docs/first-five-minutes-transcript.md");

    /** Languages in which nothing is ordered; format.md has tests of its own. */
    private static final Set<String> FIGURES = Set.of("", "json", "names", "age", "xxh3", "tails");

    private static final Pattern COMMAND = Pattern.compile("(?m)^ *(?:\\$ |# )?(?:sudo |\\./)?"
            + "(?:pgcairn|systemctl|journalctl|psql|pg_\\w+|curl|apt(?:-get)?|jq|promtool|mvn|gcloud|ssh"
            + "|createdb|docker) ");
    private static final Pattern QUERY = Pattern.compile("(?mi)^ *(?:SELECT|CREATE|GRANT|ALTER|DROP) ");
    private static final Pattern SEARCHED = Pattern.compile("journalctl [^\n|]*-g (?:\"([^\"]+)\"|(\\S+))");
    private static final Pattern SAID = Pattern.compile("(?:log|tell|warn|error|info)\\(\\s*\"([^\"]+)\"");

    @Test
    void every_block_is_run_or_it_is_said_why_not() throws Exception {
        List<ShownBlock> blocks = ShownBlock.all();
        assertTrue(blocks.size() > 120, "blocks found: " + blocks.size());
        List<String> wrong = new ArrayList<>();
        for (ShownBlock block : blocks) {
            problem(block).ifPresent(problem -> wrong.add(block + ": " + problem));
        }
        assertEquals("", String.join("\n", wrong));
    }

    private static Optional<String> problem(ShownBlock block) throws IOException {
        if (block.isShell()) {
            return shell(block);
        }
        if (block.language().equals("sql") || block.language().equals("yaml")) {
            return Optional.empty();
        }
        if (!FIGURES.contains(block.language())) {
            return Optional.of("no test knows this language");
        }
        return COMMAND.matcher(block.text()).find()
                        || QUERY.matcher(block.text()).find()
                ? Optional.of("shows a command: make it a block of sh or sql")
                : Optional.empty();
    }

    private static Optional<String> shell(ShownBlock block) throws IOException {
        if (TRANSCRIPTS.contains(block.page())) {
            return Optional.empty();
        }
        if (block.tag().isEmpty()) {
            boolean isPlayed = block.language().equals("sh");
            return block.commands().stream()
                    .filter(command ->
                            !isPlayed && new NotPlayed().reason(command).isEmpty())
                    .findFirst()
                    .map(command -> "nobody runs: " + command);
        }
        for (String test : PLAYERS.getOrDefault(block.page(), List.of())) {
            String source = Files.readString(Document.file(TESTS + test));
            if (source.contains("\"" + block.tag() + "\"") || source.contains("\"bash " + block.tag() + "\"")) {
                return Optional.empty();
            }
        }
        return Optional.of("no test of this page runs the tag");
    }

    @Test
    void a_block_that_nobody_runs_is_found() throws Exception {
        for (ShownBlock block : List.of(
                new ShownBlock("docs/new.md", 1, "sh", "story", "pgcairn list\n"),
                new ShownBlock("docs/recovery.md", 1, "sh", "never-run", "pgcairn list\n"),
                new ShownBlock("docs/new.md", 1, "", "", "sudo systemctl start pgcairn\n"),
                new ShownBlock("docs/new.md", 1, "", "", "SELECT 1 FROM pg_class\n"),
                new ShownBlock("docs/new.md", 1, "bash", "", "pgcairn list\n"),
                new ShownBlock("docs/new.md", 1, "python", "", "print()\n"))) {
            assertTrue(problem(block).isPresent(), block.toString());
        }
    }

    @Test
    void nothing_is_excused_that_is_not_shown() throws Exception {
        Set<String> shown = ShownBlock.all().stream()
                .filter(ShownBlock::isShell)
                .flatMap(block -> block.commands().stream())
                .collect(Collectors.toSet());
        Set<String> stale = new TreeSet<>();
        new NotPlayed().commands().forEach(stale::add);
        stale.removeAll(shown);
        assertEquals(Set.of(), stale);
    }

    @Test
    void no_block_is_without_a_fence() throws Exception {
        List<String> hidden = new ArrayList<>();
        for (String page : ShownBlock.pages()) {
            String text = Document.read(page).text().replaceAll("(?ms)^ *```.*?^ *```$", "");
            Matcher indented =
                    Pattern.compile("(?m)(?<=\n\n|\\A) {4,}\\S[^\n]*$").matcher(text);
            while (indented.find()) {
                hidden.add(page + ": " + indented.group().strip());
            }
        }
        assertEquals(List.of(), hidden);
    }

    /** A pattern that finds nothing is worse than none: who looks at night believes that nothing happened. */
    @Test
    void what_is_searched_for_in_the_journal_is_what_the_program_writes() throws Exception {
        Set<String> said = messages();
        assertTrue(said.contains("WAL intake failed") && said.size() > 50, "messages found: " + said.size());
        List<String> unknown = new ArrayList<>();
        int found = 0;
        for (String page : ShownBlock.pages()) {
            Matcher search = SEARCHED.matcher(Document.read(page).text());
            while (search.find()) {
                found++;
                String pattern = search.group(1) == null ? search.group(2) : search.group(1);
                // As journalctl has it: a pattern without capitals finds either.
                Pattern compiled = Pattern.compile(
                        pattern,
                        pattern.equals(pattern.toLowerCase(java.util.Locale.ROOT)) ? Pattern.CASE_INSENSITIVE : 0);
                if (said.stream().noneMatch(message -> compiled.matcher(message).find())) {
                    unknown.add(page + ": " + pattern);
                }
            }
        }
        assertTrue(found > 8, "searches found: " + found);
        assertEquals(List.of(), unknown);
    }

    private static Set<String> messages() throws IOException {
        Set<String> said = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Document.file("daemon/src/main/java"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                SAID.matcher(Files.readString(source)).results().forEach(found -> said.add(found.group(1)));
            }
        }
        return said;
    }

    @Test
    void every_unit_that_is_named_is_one_of_the_package() throws Exception {
        Pattern unit = Pattern.compile(
                "(?:systemctl (?:start|stop|restart|reload|status|edit|enable(?: --now)?)|journalctl -u)"
                        + " (pgcairn\\S*?)[`\\s)]");
        int found = 0;
        for (String page : ShownBlock.pages()) {
            Matcher named = unit.matcher(Document.read(page).text());
            while (named.find()) {
                found++;
                String name = named.group(1).replaceFirst("@.*", "@");
                assertTrue(
                        Files.exists(Document.file("deploy/systemd/" + name + ".service")),
                        page + ": " + named.group());
            }
        }
        assertTrue(found > 20, "units found: " + found);
    }
}
