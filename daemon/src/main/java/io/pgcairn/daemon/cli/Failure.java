package io.pgcairn.daemon.cli;

import io.pgcairn.crypto.AgeException;
import io.pgcairn.crypto.HeaderMacException;
import io.pgcairn.crypto.KeyUnusableException;
import io.pgcairn.crypto.NoMatchingIdentityException;
import io.pgcairn.crypto.NotAgeException;
import io.pgcairn.crypto.PayloadException;
import io.pgcairn.crypto.TruncatedSealException;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreFullException;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.TruncatedObjectException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an operator is told of an exception.
 *
 * @param fault its place in the table
 * @param message what happened, and to what
 * @param hint what to do
 */
record Failure(Fault fault, String message, String hint) {
    static Failure of(Throwable thrown) {
        return switch (thrown) {
            case CairnException known -> new Failure(known.fault(), text(known), known.hint());
            case StoreException store -> new Failure(fault(store), text(store), store.hint());
            case AgeException age -> new Failure(fault(age), text(age), age.hint());
            case UncheckedIOException wrapped when wrapped.getCause() instanceof StoreException store -> of(store);
            case UncheckedIOException wrapped when wrapped.getCause() instanceof AgeException age -> of(age);
            case InterruptedException _ ->
                new Failure(Fault.INTERNAL, "interrupted before it was done", "run it again; nothing half done counts");
            default ->
                new Failure(
                        Fault.INTERNAL,
                        "unexpected: " + thrown,
                        "this is a defect; run again with -v (or PGCAIRN_DEBUG=1) and report what it prints, and look"
                                + " into the daemon's log");
        };
    }

    /** Whether it tells of a defect of ours rather than of the world. */
    boolean isUnexpected() {
        return fault == Fault.INTERNAL;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("error", fault.label());
        json.put("message", message);
        json.put("hint", hint);
        return json;
    }

    private static String text(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static Fault fault(AgeException failure) {
        return switch (failure) {
            case NoMatchingIdentityException _ -> Fault.WRONG_KEY;
            case HeaderMacException _, PayloadException _, NotAgeException _ -> Fault.CORRUPT;
            case TruncatedSealException _ -> Fault.TRUNCATED;
            case KeyUnusableException _ -> Fault.KEY_UNUSABLE;
        };
    }

    private static Fault fault(StoreException failure) {
        return switch (failure) {
            case ObjectMissingException _ -> Fault.OBJECT_MISSING;
            case StoreForbiddenException _ -> Fault.STORE_FORBIDDEN;
            case StoreFullException _ -> Fault.STORE_FULL;
            case StoreTimeoutException _ -> Fault.STORE_TIMEOUT;
            case StoreUnavailableException _ -> Fault.STORE_UNAVAILABLE;
            case TruncatedObjectException _ -> Fault.TRUNCATED;
            case InvalidStoreSettingsException _ -> Fault.CONFIGURATION;
            case ObjectExistsException _ -> Fault.INTERNAL;
        };
    }
}
