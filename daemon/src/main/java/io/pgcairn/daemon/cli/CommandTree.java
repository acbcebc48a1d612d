package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.Fault;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Puts the verbs under the root, with one way to print errors and exit codes from the one table. */
public final class CommandTree {
    private final Terminal terminal;
    private final boolean debug;

    /**
     * @param terminal where answers and errors go
     * @param debug whether every unexpected error shows where it came from
     */
    public CommandTree(Terminal terminal, boolean debug) {
        this.terminal = terminal;
        this.debug = debug;
    }

    /** The command line with these verbs, in this order. */
    public CommandLine grow(List<Verb> verbs) {
        CommandLine root = new CommandLine(new PgcairnCommand());
        root.addMixin("help", new HelpOptions());
        root.getCommandSpec().usageMessage().exitCodeList(exitCodes(List.of()));
        for (Verb verb : verbs) {
            CommandLine line = new CommandLine(verb);
            line.addMixin("help", new HelpOptions());
            line.getCommandSpec().usageMessage().exitCodeList(exitCodes(verb));
            root.addSubcommand(name(verb), line);
        }
        ErrorPrinter errors = new ErrorPrinter(terminal, debug);
        root.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        root.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        // Of this program, @FILE is a value from a file, and not arguments.
        root.setExpandAtFiles(false);
        root.setUsageHelpAutoWidth(true);
        root.setExecutionExceptionHandler(errors);
        root.setParameterExceptionHandler(errors);
        return root;
    }

    private static String name(Verb verb) {
        return verb.getClass().getSimpleName().replace("Verb", "").toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> exitCodes(Verb verb) {
        return verb.exitCodes().isEmpty() ? exitCodes(verb.faults()) : new TreeMap<>(verb.exitCodes());
    }

    private static Map<String, String> exitCodes(List<Fault> faults) {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("0", "done");
        Stream.concat(Stream.of(Fault.INTERNAL, Fault.USAGE), faults.stream())
                .distinct()
                .sorted()
                .forEach(fault -> codes.put(Integer.toString(fault.exitCode()), FaultText.of(fault)));
        return codes;
    }
}
