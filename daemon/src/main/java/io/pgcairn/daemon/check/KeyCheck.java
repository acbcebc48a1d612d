package io.pgcairn.daemon.check;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Checker.State;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.config.EncryptionConfig;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Checks one cluster's keys by sealing a canary in the store and opening it with the configured identities. */
final class KeyCheck {
    private static final byte[] CANARY = "pgcairn check, canary".getBytes(StandardCharsets.UTF_8);

    private final OpenedCluster cluster;
    private final String provider;
    private final String subject;

    KeyCheck(OpenedCluster cluster, String provider) {
        this.cluster = cluster;
        this.provider = provider;
        this.subject = "keys " + cluster.config().name();
    }

    Finding check() {
        EncryptionConfig encryption = cluster.config().encryption();
        if (!encryption.enabled()) {
            return new Finding(
                    State.WARNING,
                    subject,
                    "encryption is off: whoever can read the store can read the data",
                    "make a key with pgcairn keygen and name its public half under encryption.recipients");
        }
        try {
            return canary(encryption);
        } catch (StoreException e) {
            return new Finding(State.WARNING, subject, "the keys could not be tried: the store failed", "see its tier");
        } catch (IOException e) {
            return Findings.failed(subject, ObjectFailure.of("opening what was sealed for the recipients", e));
        }
    }

    private Finding canary(EncryptionConfig encryption) throws IOException {
        ProbeObjects objects =
                new ProbeObjects(cluster.store(), cluster.config().name());
        ObjectKey key = objects.name(cluster.walPusher().compressedSuffix());
        try {
            cluster.walPusher().push(key, ByteBuffer.wrap(CANARY));
            return encryption.identities().isEmpty() ? sealedOnly() : opened(key);
        } finally {
            objects.remove(key);
        }
    }

    private Finding sealedOnly() {
        return new Finding(
                State.OK,
                subject,
                "sealing works (" + provider + "); this host has no identity: it writes and cannot read",
                "");
    }

    private Finding opened(ObjectKey key) throws IOException {
        try (InputStream plain = cluster.fetcher().open(key)) {
            boolean isSame = Arrays.equals(CANARY, plain.readAllBytes());
            return isSame
                    ? new Finding(State.OK, subject, "what is sealed here opens here (" + provider + ")", "")
                    : new Finding(State.FAILED, subject, "the canary opened to other bytes", "do not use this host");
        }
    }
}
