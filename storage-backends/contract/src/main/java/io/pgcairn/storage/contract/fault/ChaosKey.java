package io.pgcairn.storage.contract.fault;

import io.pgcairn.storage.ObjectKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What may be under one key. What a failed call wanted may come true at any later time, for nobody knows where its
 * request went; so it stays possible for ever. Only where nothing failed is one thing certain.
 */
final class ChaosKey {
    private final ObjectKey key;
    private Optional<byte[]> certain = Optional.empty();
    private final List<Optional<byte[]>> pending = new ArrayList<>();

    ChaosKey(ObjectKey key) {
        this.key = key;
    }

    ObjectKey key() {
        return key;
    }

    void is(Optional<byte[]> now) {
        certain = now;
    }

    void mayBecome(Optional<byte[]> later) {
        pending.add(later);
    }

    /** Whether something else than what the last success left may be there. */
    boolean isUnsure() {
        return !pending.isEmpty();
    }

    Optional<byte[]> certain() {
        return certain;
    }

    void requirePossible(Optional<byte[]> found, String what) {
        if (!same(certain, found) && pending.stream().noneMatch(each -> same(each, found))) {
            throw new AssertionError(what + " found " + words(found) + " where " + words(certain) + " or one of "
                    + pending.stream().map(ChaosKey::words).toList() + " may be: " + key);
        }
    }

    private static boolean same(Optional<byte[]> one, Optional<byte[]> other) {
        return one.isPresent() == other.isPresent()
                && one.map(bytes -> Arrays.equals(bytes, other.orElseThrow())).orElse(true);
    }

    private static String words(Optional<byte[]> content) {
        return content.map(bytes -> bytes.length + " bytes").orElse("nothing");
    }
}
