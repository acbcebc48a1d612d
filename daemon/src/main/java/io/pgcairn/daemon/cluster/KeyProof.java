package io.pgcairn.daemon.cluster;

import io.pgcairn.crypto.AgeOpener;
import io.pgcairn.crypto.AgeSealer;
import io.pgcairn.crypto.PayloadCipher;
import io.pgcairn.crypto.SealingStream;
import io.pgcairn.daemon.config.EncryptionConfig;
import io.pgcairn.daemon.fault.CairnException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Proves that what the program seals can be opened with the identities that the configuration names, as their files are
 * now. In memory: no store is asked.
 */
public final class KeyProof {
    private static final byte[] CANARY = "pgcairn seals this and opens it again".getBytes(StandardCharsets.UTF_8);

    private final Seals seals;
    private final EncryptionConfig encryption;
    private final PayloadCipher cipher;
    private final Optional<AgeSealer> sealer;
    private final List<String> recipients;

    /**
     * @param sealer what everything is sealed with
     * @param recipients for whom, when that was made
     */
    KeyProof(
            Seals seals,
            EncryptionConfig encryption,
            PayloadCipher cipher,
            Optional<AgeSealer> sealer,
            List<String> recipients) {
        this.seals = seals;
        this.encryption = encryption;
        this.cipher = cipher;
        this.sealer = sealer;
        this.recipients = List.copyOf(recipients);
    }

    /** What was found. */
    public enum Verdict {
        /** Nothing is sealed, or this host only writes: there is no identity to try. */
        UNTRIED,
        OPENS,
        /** The identities do not open it, or their files cannot be read. */
        SHUT,
        /** The recipients' file names others than those that are sealed for. */
        OTHER_RECIPIENTS
    }

    /** Seals a canary and opens it. */
    public Verdict prove() {
        if (sealer.isEmpty()) {
            return Verdict.UNTRIED;
        }
        try {
            if (!seals.recipientTexts(encryption).equals(recipients)) {
                return Verdict.OTHER_RECIPIENTS;
            }
            Optional<AgeOpener> opener = seals.opener(encryption.identities(), cipher);
            if (opener.isEmpty()) {
                return Verdict.UNTRIED;
            }
            return opens(sealer.get(), opener.get()) ? Verdict.OPENS : Verdict.SHUT;
        } catch (CairnException | IOException e) {
            return Verdict.SHUT;
        }
    }

    private static boolean opens(AgeSealer sealer, AgeOpener opener) throws IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try (SealingStream sealing = sealer.seal(sealed)) {
            sealing.write(CANARY);
            sealing.finish();
        }
        try (InputStream plain = opener.open(new ByteArrayInputStream(sealed.toByteArray()))) {
            return Arrays.equals(CANARY, plain.readAllBytes());
        }
    }
}
