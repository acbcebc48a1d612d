package io.pgcairn.daemon.setup;

import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Checker.State;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Proves in processes of the daemon's user: PostgreSQL admits that user on its socket and not root, and what root may
 * write proves nothing.
 */
final class OtherUserProver implements Prover {
    private final DaemonUser user;
    private final OwnProgram program;

    OtherUserProver(DaemonUser user, OwnProgram program) {
        this.user = user;
        this.program = program;
    }

    @Override
    public List<Finding> postgres(Configured configuration) throws CairnException, InterruptedException {
        return findings(run(Pieces.POSTGRES, configuration));
    }

    @Override
    public List<Finding> stores(Configured configuration) throws CairnException, InterruptedException {
        return findings(run(Pieces.STORES, configuration));
    }

    @Override
    public boolean makeSlot(Configured configuration) throws CairnException, InterruptedException {
        return Boolean.TRUE.equals(run(Pieces.SLOT, configuration).get(Pieces.MADE));
    }

    private Map<String, Object> run(String piece, Configured configuration)
            throws CairnException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("setpriv", "--reuid=" + user.name(), "--regid=" + user.group()));
        words.addAll(List.of("--init-groups", "--"));
        words.addAll(program.words(arguments(piece, configuration)));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(new File("/")).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("HOME", user.home());
        try {
            Process process = builder.start();
            try (OutputStream in = process.getOutputStream()) {
                if (configuration instanceof Configured.Drafted drafted) {
                    in.write(drafted.text().getBytes(StandardCharsets.UTF_8));
                }
            }
            byte[] answer = process.getInputStream().readAllBytes();
            int code = process.waitFor();
            Map<String, Object> fields = answer.length == 0 ? Map.of() : JSON.std.mapFrom(answer);
            if (code != 0) {
                throw failed(fields, code);
            }
            return fields;
        } catch (IOException e) {
            throw new SetupException(
                    Fault.INTERNAL,
                    "what is to be done as the user " + user.name() + " cannot be run: " + e.getMessage(),
                    "run it as that user: sudo -u " + user.name() + " pgcairn init",
                    e);
        }
    }

    /** A text may hold secrets, and so it is no argument. */
    private static List<String> arguments(String piece, Configured configuration) {
        List<String> arguments = new ArrayList<>(List.of("init", "--json", "--work", piece));
        if (configuration instanceof Configured.Written written) {
            arguments.addAll(List.of("--config", written.file().toString(), "--cluster", written.cluster()));
        }
        return arguments;
    }

    private CairnException failed(Map<String, Object> fields, int code) {
        return new SetupException(
                fault(fields.get("error")).orElse(Fault.INTERNAL),
                fields.containsKey("message")
                        ? String.valueOf(fields.get("message"))
                        : "pgcairn as the user " + user.name() + " ended with " + code,
                fields.containsKey("hint")
                        ? String.valueOf(fields.get("hint"))
                        : "check that this user can read where pgcairn is installed");
    }

    private static List<Finding> findings(Map<String, Object> fields) {
        List<Finding> found = new ArrayList<>();
        if (fields.get(Pieces.FINDINGS) instanceof List<?> all) {
            for (Object each : all) {
                if (each instanceof Map<?, ?> one) {
                    found.add(new Finding(
                            State.valueOf(String.valueOf(one.get("state"))),
                            String.valueOf(one.get("subject")),
                            String.valueOf(one.get("text")),
                            String.valueOf(one.get("hint")),
                            fault(one.get("error"))));
                }
            }
        }
        return found;
    }

    private static Optional<Fault> fault(@org.jspecify.annotations.Nullable Object label) {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.label().equals(label))
                .findFirst();
    }
}
