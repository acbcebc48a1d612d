package io.pgcairn.daemon.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a tier holds, as JSON. What is not known is left out. */
final class TierJson {
    private TierJson() {}

    static Map<String, Object> tier(ClusterStatus.Tier tier) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", tier.name());
        fields.put("location", tier.location());
        fields.put("acking", tier.isAcking());
        fields.put(
                "recoverable", tier.recoverable().stream().map(TierJson::span).toList());
        fields.put("backups", tier.backups().stream().map(StatusJson::backup).toList());
        tier.storedBytes().ifPresent(bytes -> fields.put("stored_bytes", bytes));
        tier.lagBytes().ifPresent(bytes -> fields.put("lag_bytes", bytes));
        return fields;
    }

    private static Map<String, Object> span(ClusterStatus.Span span) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("from", span.from().toString());
        fields.put("to", span.to().toString());
        return fields;
    }
}
