package io.pgcairn.daemon.instance;

import java.util.Optional;

/**
 * How a new cluster is made.
 *
 * @param walSegmentMegabytes size of a WAL segment, a power of two from 1 to 1024
 * @param dataChecksums whether pages carry checksums
 * @param password the superuser's; where there is one, connections authenticate with SCRAM, otherwise all are trusted
 */
public record ClusterOptions(int walSegmentMegabytes, boolean dataChecksums, Optional<String> password) {
    /** The name of the superuser of every cluster that we make. */
    public static final String SUPERUSER = "postgres";

    /** 16 MiB segments, checksums, no passwords. */
    public static final ClusterOptions DEFAULT = new ClusterOptions(16, true, Optional.empty());

    public ClusterOptions {
        if (walSegmentMegabytes < 1 || walSegmentMegabytes > 1024 || Integer.bitCount(walSegmentMegabytes) != 1) {
            throw new IllegalArgumentException("not a power of two from 1 to 1024: " + walSegmentMegabytes);
        }
    }

    public ClusterOptions withWalSegmentMegabytes(int megabytes) {
        return new ClusterOptions(megabytes, dataChecksums, password);
    }

    public ClusterOptions withDataChecksums(boolean wanted) {
        return new ClusterOptions(walSegmentMegabytes, wanted, password);
    }

    public ClusterOptions withPassword(String secret) {
        return new ClusterOptions(walSegmentMegabytes, dataChecksums, Optional.of(secret));
    }

    /** Says nothing of the password itself. */
    @Override
    public String toString() {
        return "ClusterOptions[walSegmentMegabytes=" + walSegmentMegabytes + ", dataChecksums=" + dataChecksums
                + ", password=" + (password.isPresent() ? "***" : "none") + "]";
    }
}
