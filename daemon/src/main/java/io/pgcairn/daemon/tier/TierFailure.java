package io.pgcairn.daemon.tier;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectLockedException;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreFullException;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.TruncatedObjectException;

/** Says of a store's failure in which tier it was: with several, a location alone is easily taken for another. */
final class TierFailure {
    private TierFailure() {}

    /** The same failure, in its own type and with its hint, the tier's name before its message. */
    static StoreException in(Tier tier, StoreException e) {
        String message = "tier " + tier.name() + ": " + e.getMessage();
        return switch (e) {
            case InvalidStoreSettingsException _ -> new InvalidStoreSettingsException(message, e.hint(), e);
            case ObjectExistsException _ -> new ObjectExistsException(message, e.hint(), e);
            case ObjectMissingException _ -> new ObjectMissingException(message, e.hint(), e);
            case ObjectLockedException _ -> new ObjectLockedException(message, e.hint(), e);
            case StoreForbiddenException _ -> new StoreForbiddenException(message, e.hint(), e);
            case StoreFullException _ -> new StoreFullException(message, e.hint(), e);
            case StoreTimeoutException _ -> new StoreTimeoutException(message, e.hint(), e);
            case StoreUnavailableException _ -> new StoreUnavailableException(message, e.hint(), e);
            case TruncatedObjectException _ -> new TruncatedObjectException(message, e.hint(), e);
        };
    }
}
