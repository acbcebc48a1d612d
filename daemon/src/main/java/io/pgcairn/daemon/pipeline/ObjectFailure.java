package io.pgcairn.daemon.pipeline;

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
import java.io.IOException;

/**
 * An error of a store, a seal or a frame, as an operator sees it. Below the rooms such errors travel as
 * {@link IOException} through streams; a room turns them into this where it hands them up.
 */
public final class ObjectFailure extends CairnException {
    private static final long serialVersionUID = 1L;

    private ObjectFailure(Fault fault, String message, String hint, IOException cause) {
        super(fault, message, hint, cause);
    }

    /**
     * Finds an error's place in the table of faults.
     *
     * @param doing what was going on, to begin the message with: {@code storing 000000010000000000000003}
     */
    public static ObjectFailure of(String doing, IOException cause) {
        return new ObjectFailure(faultOf(cause), doing + " failed: " + cause.getMessage(), hintOf(cause), cause);
    }

    /** Whether an error is that of a store, a seal or a frame, and not of anything else that does input or output. */
    public static boolean isTold(IOException cause) {
        return cause instanceof StoreException
                || cause instanceof AgeException
                || cause instanceof NoIdentityException
                || cause instanceof CorruptFrameException;
    }

    /** Whether the bytes themselves are wrong: not their store, nor the keys that we have. */
    public static boolean isDamage(IOException cause) {
        return switch (cause) {
            case CorruptFrameException _,
                    HeaderMacException _,
                    PayloadException _,
                    NotAgeException _,
                    TruncatedSealException _,
                    TruncatedObjectException _ -> true;
            default -> false;
        };
    }

    private static Fault faultOf(IOException cause) {
        return switch (cause) {
            case StoreException store -> storeFault(store);
            case AgeException age -> sealFault(age);
            case NoIdentityException _ -> Fault.WRONG_KEY;
            case CorruptFrameException _ -> Fault.CORRUPT;
            default -> Fault.INTERNAL;
        };
    }

    private static Fault storeFault(StoreException cause) {
        return switch (cause) {
            case ObjectMissingException _ -> Fault.OBJECT_MISSING;
            case StoreForbiddenException _ -> Fault.STORE_FORBIDDEN;
            case StoreFullException _ -> Fault.STORE_FULL;
            case StoreTimeoutException _ -> Fault.STORE_TIMEOUT;
            case TruncatedObjectException _ -> Fault.TRUNCATED;
            case InvalidStoreSettingsException _ -> Fault.CONFIGURATION;
            case StoreUnavailableException _, ObjectExistsException _ -> Fault.STORE_UNAVAILABLE;
        };
    }

    private static Fault sealFault(AgeException cause) {
        return switch (cause) {
            case NoMatchingIdentityException _ -> Fault.WRONG_KEY;
            case TruncatedSealException _ -> Fault.TRUNCATED;
            case KeyUnusableException _ -> Fault.KEY_UNUSABLE;
            case HeaderMacException _, PayloadException _, NotAgeException _ -> Fault.CORRUPT;
        };
    }

    private static String hintOf(IOException cause) {
        return switch (cause) {
            case StoreException store when !store.hint().isEmpty() -> store.hint();
            case AgeException age when !age.hint().isEmpty() -> age.hint();
            case NoIdentityException _ ->
                "name the file with the private key under encryption.identities, or pass --identity";
            case ObjectMissingException _ ->
                "pgcairn list shows the backups; docs/format.md tells how objects are named";
            case CorruptFrameException _ ->
                "the object was damaged in the store; restore it from another copy, or choose another backup";
            default -> "see the log for the cause; pgcairn check proves each part of the configuration";
        };
    }
}
