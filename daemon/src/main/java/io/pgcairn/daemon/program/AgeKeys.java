package io.pgcairn.daemon.program;

import io.pgcairn.crypto.Identity;
import io.pgcairn.crypto.KeyFile;
import io.pgcairn.crypto.X25519Identity;
import io.pgcairn.daemon.cli.Keys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** The keys of the command line, made by the crypto room. */
public final class AgeKeys implements Keys {
    private final SecureRandom random;
    private final Clock clock;

    public AgeKeys(SecureRandom random, Clock clock) {
        this.random = random;
        this.clock = clock;
    }

    @Override
    public NewKey generate() {
        X25519Identity identity = X25519Identity.generate(random);
        return new NewKey(identity.recipient().toString(), new KeyFile(identity, clock.instant()).render());
    }

    @Override
    public List<String> publicKeys(Path file) throws IOException {
        return Identity.readFile(file).stream()
                .flatMap(identity -> identity.publicRecipient().stream())
                .map(Object::toString)
                .toList();
    }
}
