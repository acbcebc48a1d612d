package io.pgcairn.daemon.program;

import io.pgcairn.daemon.cli.ConfigShower;
import io.pgcairn.daemon.cli.Report;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.config.EffectiveConfiguration;
import io.pgcairn.daemon.config.EffectiveConfiguration.Setting;
import io.pgcairn.daemon.fault.CairnException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows a configuration as it is in force. */
public final class ConfigProgram implements ConfigShower {
    private final Clusters clusters;

    public ConfigProgram(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public Report show(Path config, boolean changed) throws CairnException {
        EffectiveConfiguration effective = clusters.effective(config, changed);
        List<Object> settings =
                effective.settings().stream().<Object>map(ConfigProgram::json).toList();
        return new Report(effective.yaml(), Map.of("settings", settings));
    }

    private static Map<String, Object> json(Setting setting) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", setting.key());
        json.put("value", setting.value());
        json.put("origin", setting.origin());
        json.put("variable", setting.variable());
        return json;
    }
}
