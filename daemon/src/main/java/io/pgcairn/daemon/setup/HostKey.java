package io.pgcairn.daemon.setup;

import io.pgcairn.daemon.cli.Keys;
import io.pgcairn.daemon.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The key that this host opens backups with.
 *
 * @param recipient its public half
 * @param isNew it was made now
 */
record HostKey(String recipient, boolean isNew) {
    /** The key of a file that is there, or a new one in it. */
    static HostKey in(Path file, Keys keys, HostFiles files) throws SetupException {
        if (Files.exists(file)) {
            return new HostKey(first(file, keys), false);
        }
        Keys.NewKey made = keys.generate();
        files.writeKey(file, made.fileText());
        return new HostKey(made.publicKey(), true);
    }

    private static String first(Path file, Keys keys) throws SetupException {
        try {
            List<String> found = keys.publicKeys(file);
            if (!found.isEmpty()) {
                return found.getFirst();
            }
        } catch (IOException e) {
            throw new SetupException(
                    Fault.KEY_UNUSABLE, "the key file " + file + " cannot be used: " + e.getMessage(), hint(), e);
        }
        throw new SetupException(Fault.KEY_UNUSABLE, "the key file " + file + " names no public key", hint());
    }

    private static String hint() {
        return "a key is never overwritten: move the file away, or set --config to another directory";
    }
}
