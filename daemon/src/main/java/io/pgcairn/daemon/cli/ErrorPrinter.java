package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.Fault;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The one place that tells an operator of an error: the problem, a hint, and the exit code of its kind. */
final class ErrorPrinter implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final String JSON_OPTION = "--json";
    private static final List<String> VERBOSE_OPTIONS = List.of("-v", "--verbose");

    private final Terminal terminal;
    private final boolean debug;

    ErrorPrinter(Terminal terminal, boolean debug) {
        this.terminal = terminal;
        this.debug = debug;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        Failure failure = Failure.of(e);
        List<String> arguments = parsed.originalArgs();
        print(failure, arguments.contains(JSON_OPTION));
        if (failure.isUnexpected() && (debug || arguments.stream().anyMatch(VERBOSE_OPTIONS::contains))) {
            e.printStackTrace(terminal.err());
        }
        return failure.fault().exitCode();
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        String verb = e.getCommandLine().getCommandSpec().qualifiedName();
        String message = e.getMessage() == null ? "the command line is wrong" : e.getMessage();
        print(
                new Failure(Fault.USAGE, message, "'" + verb + " --help' shows what it understands"),
                Arrays.asList(arguments).contains(JSON_OPTION));
        return Fault.USAGE.exitCode();
    }

    private void print(Failure failure, boolean asJson) {
        if (asJson) {
            terminal.json(failure.json());
            return;
        }
        terminal.err().println("pgcairn: error: " + failure.message());
        if (!failure.hint().isEmpty()) {
            terminal.err().println("  hint: " + failure.hint());
        }
    }
}
