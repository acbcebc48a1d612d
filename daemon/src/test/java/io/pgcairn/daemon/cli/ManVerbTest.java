package io.pgcairn.daemon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgcairn.daemon.testing.CleanEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManVerbTest {
    private static final List<String> HIDDEN = List.of("man", "completion");

    private final CommandFixture fixture = new CommandFixture();

    @TempDir
    private Path directory;

    private String page() {
        assertEquals(0, fixture.run("man", "--date", "2026-11-21"), fixture.err());
        return fixture.out();
    }

    @Test
    void every_verb_has_its_part_but_those_that_are_hidden() {
        String page = page();
        fixture.verbs().stream()
                .map(verb -> verb.getClass().getSimpleName().replace("Verb", "").toLowerCase(Locale.ROOT))
                .forEach(verb ->
                        assertEquals(!HIDDEN.contains(verb), page.contains("\n.SS \"pgcairn " + verb + "\"\n"), verb));
        assertTrue(page.contains("\n.TP\n\\fB\\-\\-target\\-time\\fR \\fITIME\\fR\n"), page);
    }

    @Test
    void exit_codes_are_those_that_the_verbs_declare() {
        String page = page();
        fixture.verbs().stream()
                .flatMap(verb -> verb.faults().stream())
                .distinct()
                .forEach(fault -> assertTrue(
                        page.contains("\n.TP\n\\fB" + fault.exitCode() + "\\fR\n"), fault + " is not in " + page));
        assertTrue(page.contains("\nExit codes: 0, 1, 2, 33.\n"), page);
    }

    @Test
    void it_is_the_same_on_any_day_and_at_any_width() {
        assertEquals(0, fixture.run("man"));
        String undated = fixture.out();
        assertTrue(undated.startsWith(".TH \"PGCAIRN\" \"1\" \"\" \"pgcairn"), undated);
        CommandFixture again = new CommandFixture();
        assertEquals(0, again.run("man"));
        assertEquals(undated, again.out());
        assertEquals(2, again.run("man", "--date", "tomorrow"));
    }

    @Test
    void nothing_in_plain_text_is_an_instruction() {
        assertEquals("\\&.so \\(aqx\\(aq \\efB \\-\\-a \\[u2026]", Roff.escaped(".so 'x' \\fB --a …"));
        Roff roff = new Roff();
        roff.text("word ".repeat(15) + "and .so this");
        assertFalse(roff.page().contains("\n.so"), roff.page());
    }

    @Test
    void mandoc_finds_nothing_to_complain_of() throws Exception {
        assumeTrue(onPath("mandoc"), "mandoc is not installed");
        Path file = Files.writeString(directory.resolve("pgcairn.1"), page());
        Path said = directory.resolve("said");
        Process process = CleanEnvironment.of(
                        new ProcessBuilder("mandoc", "-T", "lint", "-W", "warning", file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "mandoc hangs");
        assertEquals("", Files.readString(said));
        assertEquals(0, process.exitValue());
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }
}
