package io.pgcairn.daemon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.CommandLineCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every command of pgcairn that a page or a file under deploy shows is one that the program understands. */
class DocumentedCommandsTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(?:sh|bash|console)[^\n]*\n(.*?)^ *```");
    private static final Pattern SPAN = Pattern.compile("`(\\.?/?pgcairn [a-z][^`]*)`");

    /** At the start of a line, after a prompt, another command, or a shell's word. */
    private static final Pattern COMMAND =
            Pattern.compile("(?m)(?:^|[|&;(]|\\b(?:until|if|while|exec|time|sudo(?: -u \\w+)?)) *(?:\\$ )?"
                    + "(?:\\./|/usr/bin/)?pgcairn ([a-z-][^\n|&;)#>]*)");

    /** @param isPart whether it stands in a sentence */
    private record Shown(Path page, String command, boolean isPart) {}

    @Test
    void the_program_understands_every_command_that_is_shown() throws Exception {
        List<Shown> shown = shown();
        assertTrue(shown.size() > 60, "commands found: " + shown.size());
        List<String> wrong = new ArrayList<>();
        for (Shown each : shown) {
            problem(each).ifPresent(problem -> wrong.add(each.page() + ": pgcairn " + each.command() + ": " + problem));
        }
        assertEquals("", String.join("\n", wrong));
    }

    private static Optional<String> problem(Shown shown) {
        List<String> words = words(shown.command());
        return words.isEmpty() || words.getFirst().matches("VERB|--?\\w+")
                ? Optional.empty()
                : CommandLineCheck.problem(words, shown.isPart());
    }

    private static List<Shown> shown() throws IOException {
        List<Shown> shown = new ArrayList<>();
        List<Path> pages = new ArrayList<>(List.of(Document.file("README.md"), Document.file("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.walk(Document.file("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        for (Path page : pages) {
            String text = Files.readString(page).replace("\\\n", " ");
            BLOCK.matcher(text).results().forEach(block -> commands(page, block.group(1), false, shown));
            SPAN.matcher(BLOCK.matcher(text).replaceAll(""))
                    .results()
                    .forEach(span -> commands(page, span.group(1).replace('\n', ' '), true, shown));
        }
        return shown;
    }

    private static void commands(Path page, String text, boolean isPart, List<Shown> shown) {
        Matcher matcher = COMMAND.matcher(text);
        while (matcher.find()) {
            shown.add(new Shown(page, matcher.group(1).strip(), isPart));
        }
    }

    /** As a shell parts them, with a value in the place of what is left to the reader. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+").matcher(command);
        while (matcher.find()) {
            String word = matcher.group().replaceAll("[\"']", "").replaceAll("\\$\\{?\\w+}?", "value");
            if (word.equals("…") || word.equals("\\") || word.startsWith("[")) {
                break;
            }
            words.add(word);
        }
        return words;
    }
}
