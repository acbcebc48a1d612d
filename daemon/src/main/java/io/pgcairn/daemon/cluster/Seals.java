package io.pgcairn.daemon.cluster;

import io.pgcairn.crypto.AgeException;
import io.pgcairn.crypto.AgeOpener;
import io.pgcairn.crypto.AgeSealer;
import io.pgcairn.crypto.Identity;
import io.pgcairn.crypto.PayloadCipher;
import io.pgcairn.crypto.PayloadCiphers;
import io.pgcairn.crypto.Recipient;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.config.EncryptionConfig;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes what seals and opens out of a configuration's keys. */
public final class Seals {
    private final SecureRandom random;
    private final PayloadCiphers ciphers = new PayloadCiphers();

    public Seals(SecureRandom random) {
        this.random = random;
    }

    /** The code that runs the payload cipher: the configured one, or the fastest that proves itself once it is used. */
    public PayloadCipher cipher(Configuration.Provider provider) throws CairnException {
        if (provider == Configuration.Provider.AUTO) {
            return ciphers.fastestWhenUsed();
        }
        try {
            return ciphers.named(provider.name().toLowerCase(Locale.ROOT));
        } catch (AgeException e) {
            throw ObjectFailure.of("choosing the encryption provider", e);
        }
    }

    public PayloadCipher fastest() {
        return ciphers.fastest();
    }

    /** Seals for the configured recipients; empty only if the operator switched encryption off. */
    Optional<AgeSealer> sealer(EncryptionConfig encryption, PayloadCipher cipher) throws CairnException {
        if (!encryption.enabled()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new AgeSealer(recipients(encryption), cipher, random));
        } catch (AgeException e) {
            throw ObjectFailure.of("reading encryption.recipients", e);
        } catch (IOException e) {
            throw new UnreadableKeyException("the file encryption.recipients_file cannot be read: " + e, e);
        }
    }

    /** The public keys that the configuration names now. */
    List<String> recipientTexts(EncryptionConfig encryption) throws IOException {
        List<String> texts = new ArrayList<>(encryption.recipients());
        if (encryption.recipientsFile().isPresent()) {
            for (String line : Files.readAllLines(encryption.recipientsFile().get())) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    texts.add(line.strip());
                }
            }
        }
        return texts;
    }

    private List<Recipient> recipients(EncryptionConfig encryption) throws IOException {
        List<Recipient> recipients = new ArrayList<>();
        for (String text : recipientTexts(encryption)) {
            recipients.add(Recipient.parse(text));
        }
        return recipients;
    }

    /** Proves what this sealer, made just now, seals. */
    KeyProof proof(EncryptionConfig encryption, PayloadCipher cipher, Optional<AgeSealer> sealer)
            throws CairnException {
        try {
            List<String> recipients = sealer.isPresent() ? recipientTexts(encryption) : List.of();
            return new KeyProof(this, encryption, cipher, sealer, recipients);
        } catch (IOException e) {
            throw ObjectFailure.of("reading encryption.recipients", e);
        }
    }

    /** Opens with the identities of these files; empty if there are none. */
    public Optional<AgeOpener> opener(List<Path> files, PayloadCipher cipher) throws CairnException {
        if (files.isEmpty()) {
            return Optional.empty();
        }
        List<Identity> identities = new ArrayList<>();
        for (Path file : files) {
            try {
                identities.addAll(Identity.readFile(file));
            } catch (AgeException e) {
                throw ObjectFailure.of("reading the identity file " + file, e);
            } catch (IOException e) {
                throw new UnreadableKeyException("the identity file " + file + " cannot be read: " + e, e);
            }
        }
        return Optional.of(new AgeOpener(identities, cipher));
    }
}
