package io.pgcairn.daemon.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page: all verbs with what they declare, and around them what no verb declares. */
final class ManPage {

    private final CommandSpec root;
    private final Roff roff = new Roff();

    private ManPage(CommandSpec root) {
        this.root = root;
    }

    /**
     * @param root with its verbs
     * @param date of the page, as the reader sees it; may be empty
     */
    static String of(CommandSpec root, String date) {
        return new ManPage(root).page(date);
    }

    private String page(String date) {
        roff.title(root.name().toUpperCase(java.util.Locale.ROOT), date, root.version()[0]);
        roff.section("NAME");
        roff.text(Roff.escaped(root.name()) + " \\- streamed WAL, base backups and proven restores for PostgreSQL");
        roff.section("SYNOPSIS");
        synopsis(root);
        roff.section("DESCRIPTION");
        roff.text(Roff.escaped(plain(root.usageMessage().description())));
        roff.section("OPTIONS");
        roff.text("Every verb understands these.");
        root.options().forEach(this::argument);
        roff.section("VERBS");
        verbs().forEach(this::verb);
        exitStatus();
        ManFacts.write(roff);
        return roff.page();
    }

    private List<CommandSpec> verbs() {
        return root.subcommands().values().stream()
                .map(line -> line.getCommandSpec())
                .filter(spec -> !spec.usageMessage().hidden())
                .toList();
    }

    private void verb(CommandSpec verb) {
        roff.subsection(root.name() + " " + verb.name());
        synopsis(verb);
        roff.paragraph(Roff.escaped(plain(verb.usageMessage().description())));
        verb.positionalParameters().forEach(this::argument);
        verb.options().stream()
                .filter(option -> root.findOption(option.longestName()) == null)
                .forEach(this::argument);
        footer(verb);
        roff.paragraph(
                "Exit codes: " + Roff.escaped(String.join(", ", codes(verb).keySet())) + ".");
    }

    private void synopsis(CommandSpec spec) {
        String words = new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF))
                .synopsis(0)
                .replaceAll("\\s+", " ");
        String name = spec.qualifiedName();
        roff.text(Roff.bold(name) + Roff.escaped(words.strip().substring(name.length())));
    }

    private void argument(ArgSpec argument) {
        if (argument.hidden()) {
            return;
        }
        String label = argument.arity().max() == 0 ? "" : Roff.italic(argument.paramLabel());
        String term = argument instanceof OptionSpec option
                ? Arrays.stream(option.names()).map(Roff::bold).collect(Collectors.joining(", "))
                        + (label.isEmpty() ? "" : " " + label)
                : label;
        roff.item(term, Roff.escaped(plain(argument.description())));
    }

    /** Lines that are set in are commands, others are sentences. */
    private void footer(CommandSpec verb) {
        List<String> commands = new ArrayList<>();
        for (String line : verb.usageMessage().footer()) {
            if (line.startsWith("  ")) {
                commands.add(line);
                continue;
            }
            flush(commands);
            if (!line.isBlank()) {
                roff.paragraph(Roff.escaped(plain(line)));
            }
        }
        flush(commands);
    }

    private void flush(List<String> commands) {
        if (!commands.isEmpty()) {
            roff.verbatim(commands);
            commands.clear();
        }
    }

    private void exitStatus() {
        roff.section("EXIT STATUS");
        roff.text("Codes are stable. Which of them a verb may end in is said with the verb.");
        Map<Integer, String> all = new TreeMap<>();
        Stream.concat(Stream.of(root), verbs().stream())
                .flatMap(spec -> codes(spec).entrySet().stream())
                .forEach(code -> all.put(Integer.valueOf(code.getKey()), code.getValue()));
        all.forEach((code, meaning) -> roff.item(Roff.bold(code.toString()), Roff.escaped(meaning)));
    }

    private static Map<String, String> codes(CommandSpec spec) {
        return spec.usageMessage().exitCodeList();
    }

    private static String plain(String... lines) {
        return String.join(" ", lines).replace("%n", " ").replace("%%", "%");
    }
}
