package io.pgcairn.daemon.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;

/** The meters of one tier's store. */
final class StoreMeters {
    /** From a local disk's quick answer to a request near its deadline. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofMillis(2500),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60)
    };

    private final Meters meters;
    private final Tags tags;
    private final StoreHealth health;

    StoreMeters(Meters meters, Tags tags, InstantSource clock) {
        this.meters = meters;
        this.tags = tags;
        this.health = new StoreHealth(clock);
        meters.seconds(
                "pgcairn.store.failing.seconds",
                "For how long requests of some kind have done nothing but fail; 0 while all are answered",
                tags,
                health::failingFor);
    }

    void requested(String op, String outcome, Duration took) {
        health.requested(op, outcome);
        meters.count(registry -> {
            Counter.builder("pgcairn.store.requests")
                    .description("Requests on a store")
                    .tags(tags.and("op", op, "outcome", outcome))
                    .register(registry)
                    .increment();
            Timer.builder("pgcairn.store.request")
                    .description("How long a request on a store took")
                    .tags(tags.and("op", op))
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry)
                    .record(took);
        });
    }

    static void retried(Meters meters, Tags tags, String op, String outcome) {
        meters.count(registry -> Counter.builder("pgcairn.store.retries")
                .description("Requests on a store that failed and were made again")
                .tags(tags.and("op", op, "outcome", outcome))
                .register(registry)
                .increment());
    }
}
