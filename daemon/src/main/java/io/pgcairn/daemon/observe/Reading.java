package io.pgcairn.daemon.observe;

import java.util.Map;

/**
 * What a metric says now.
 *
 * @param name as Prometheus knows it
 * @param labels by name
 * @param value NaN while it is not known
 */
public record Reading(String name, Map<String, String> labels, double value) {
    public Reading {
        labels = Map.copyOf(labels);
    }

    /** A label's value; empty if it has none of this name. */
    public String label(String label) {
        return labels.getOrDefault(label, "");
    }
}
