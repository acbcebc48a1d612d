package io.pgcairn.daemon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Makes and reads age keys. */
public interface Keys {
    /** A new key. */
    NewKey generate();

    /** The public keys of a file with private ones. */
    List<String> publicKeys(Path file) throws IOException;

    /**
     * A new key.
     *
     * @param publicKey for everybody: {@code age1…}
     * @param fileText the whole text of its key file, as age-keygen writes it
     */
    record NewKey(String publicKey, String fileText) {
        /** Does not print the private key. */
        @Override
        public String toString() {
            return "NewKey[" + publicKey + "]";
        }
    }
}
