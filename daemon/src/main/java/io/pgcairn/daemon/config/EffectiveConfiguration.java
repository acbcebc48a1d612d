package io.pgcairn.daemon.config;

import java.util.List;

/**
 * A configuration as it is in force, secrets masked.
 *
 * @param yaml its lines, which the loader reads again; with those of what is not set, commented out
 * @param settings every key, those of optional sections that are left out excepted
 */
public record EffectiveConfiguration(List<String> yaml, List<Setting> settings) {
    public EffectiveConfiguration {
        yaml = List.copyOf(yaml);
        settings = List.copyOf(settings);
    }

    /**
     * One key.
     *
     * @param key its dotted path, {@code clusters.main.tiers[0].store}
     * @param variable the environment variable that sets it
     * @param value as it would be written, secrets masked; empty if it is not set and has no default
     * @param origin a file and line, a variable, or {@code default}
     */
    public record Setting(String key, String variable, String value, String origin) {
        static final String DEFAULT = "default";
    }
}
