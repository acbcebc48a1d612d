package io.pgcairn.daemon.catalog;

import io.pgcairn.storage.ObjectKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says that a restore reads a backup and the WAL behind it until then. All of it is in the object's name.
 *
 * @param backup which
 * @param until when it ends, to the millisecond
 * @param nonce tells two restores of one backup apart: 16 hexadecimal digits
 */
public record RestoreLease(BackupId backup, Instant until, String nonce) {
    private static final Pattern NONCE = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern FORM = Pattern.compile("([^/]+)/(\\d{8}T\\d{6}\\.\\d{3}Z)-([0-9a-f]{16})\\.json");

    public RestoreLease {
        if (!NONCE.matcher(nonce).matches()) {
            throw new IllegalArgumentException("a lease has a nonce of 16 hexadecimal digits, not " + nonce);
        }
    }

    static String prefix(LineageId lineage) {
        return lineage + "/leases/restore/";
    }

    ObjectKey key(LineageId lineage) {
        return new ObjectKey(prefix(lineage) + backup + "/" + BackupId.startedAt(until) + "-" + nonce + ".json");
    }

    static Optional<RestoreLease> parse(LineageId lineage, ObjectKey key) {
        String prefix = prefix(lineage);
        if (!key.value().startsWith(prefix)) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(key.value().substring(prefix.length()));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            Instant until = new BackupId(matcher.group(2)).moment();
            return Optional.of(new RestoreLease(new BackupId(matcher.group(1)), until, matcher.group(3)));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
