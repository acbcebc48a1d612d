package io.pgcairn.daemon.cluster;

import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.RetryListener;

/** What stands between the rooms and a tier's store to count its requests. */
public interface TierMetrics {
    /** Counts nothing: for a verb that runs and ends. */
    TierMetrics NONE = new TierMetrics() {
        @Override
        public ObjectStore observe(String tier, ObjectStore store) {
            return store;
        }

        @Override
        public RetryListener retries(String tier) {
            return RetryListener.NONE;
        }
    };

    /** The same store, its requests counted. */
    ObjectStore observe(String tier, ObjectStore store);

    /** Hears of the requests on this tier that are made again. */
    RetryListener retries(String tier);

    /** Counts for the endpoint's metrics. */
    static TierMetrics of(Metrics metrics, String cluster) {
        return new TierMetrics() {
            @Override
            public ObjectStore observe(String tier, ObjectStore store) {
                return metrics.observe(cluster, tier, store);
            }

            @Override
            public RetryListener retries(String tier) {
                return metrics.retries(cluster, tier);
            }
        };
    }
}
