package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pgcairn keygen}. */
@Command(
        name = "keygen",
        description = "Makes a key, in the format of age-keygen, or shows the public key of one.",
        footer = {
            "",
            "Without --output the key goes to standard output. Keep a copy of it off the host: without it no backup"
                    + " can be read.",
            "",
            "Examples:",
            "  pgcairn keygen --output /etc/pgcairn/identity.txt",
            "  pgcairn keygen --public /etc/pgcairn/identity.txt"
        })
public final class KeygenVerb implements Verb {
    private final Keys keys;
    private final Terminal terminal;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Writes the key there, readable by its owner only; refuses to overwrite.")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = {"-y", "--public"},
            paramLabel = "FILE",
            description = "Shows the public keys of this key file instead of making a key.")
    private Optional<Path> shown = Optional.empty();

    public KeygenVerb(Keys keys, Terminal terminal) {
        this.keys = keys;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CairnException, IOException {
        if (output.isPresent() && shown.isPresent()) {
            throw UnusableArgumentException.usage(
                    "--output and --public exclude each other", "make a key with the one, look at it with the other");
        }
        if (shown.isPresent()) {
            keys.publicKeys(shown.get()).forEach(terminal.out()::println);
        } else {
            generate();
        }
        return DONE;
    }

    @Override
    public List<Fault> faults() {
        return List.of(Fault.KEY_UNUSABLE);
    }

    private void generate() throws CairnException {
        Keys.NewKey key = keys.generate();
        if (output.isPresent()) {
            KeyFileWriter.write(output.get(), key.fileText());
        } else {
            terminal.out().print(key.fileText());
            terminal.out().flush();
        }
        terminal.err().println("Public key: " + key.publicKey());
    }
}
