package io.pgcairn.daemon.setup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A configuration to be.
 *
 * @param cluster its name
 * @param postgres the server's URI
 * @param stores the first one acknowledges WAL
 * @param window how far back every moment can be restored, as written
 * @param recipients public keys, the host's own first
 * @param identity the file of the host's own private key
 */
record Draft(
        String cluster, String postgres, List<Store> stores, String window, List<String> recipients, Path identity) {
    /** A key that nobody has: stands in while what is proven does not depend on it. */
    static final String NOBODY = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq";

    Draft {
        stores = List.copyOf(stores);
        recipients = List.copyOf(recipients);
    }

    /**
     * A tier to be.
     *
     * @param name what messages call it
     */
    record Store(String name, String uri, Map<String, String> options) {
        Store {
            options = new TreeMap<>(options);
        }

        /** Without options, which may be secrets. */
        @Override
        public String toString() {
            return name + " " + uri;
        }
    }

    Draft withPostgres(String uri) {
        return new Draft(cluster, uri, stores, window, recipients, identity);
    }

    Draft withStores(List<Store> others) {
        return new Draft(cluster, postgres, others, window, recipients, identity);
    }

    Draft withWindow(String span) {
        return new Draft(cluster, postgres, stores, span, recipients, identity);
    }

    /** The host's own key before those that were given. */
    Draft withKey(String own) {
        List<String> all = new ArrayList<>(List.of(own));
        recipients.stream()
                .filter(other -> !other.equals(own) && !other.equals(NOBODY))
                .forEach(all::add);
        return new Draft(cluster, postgres, stores, window, all, identity);
    }
}
