package io.pgcairn.daemon.config;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Settings by name whose names only the store's backend knows. They may be secrets. */
record OptionsType() implements ValueType<SortedMap<String, Secret>> {
    @Override
    public String allowed() {
        return "a mapping of names to words, as the store's backend knows them";
    }

    @Override
    public Optional<SortedMap<String, Secret>> read(Node node, String key, Problems problems) {
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node, key, "is not a mapping; allowed: " + allowed());
            return Optional.empty();
        }
        SortedMap<String, Secret> options = new TreeMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode name && tuple.getValueNode() instanceof ScalarNode value) {
                if (options.put(name.getValue(), new Secret(value.getValue())) != null) {
                    problems.add(name, key + "." + name.getValue(), "is given twice");
                }
            } else {
                problems.add(tuple.getKeyNode(), key, "holds something else than words; allowed: " + allowed());
            }
        }
        return Optional.of(options);
    }

    @Override
    public SortedMap<String, Secret> parse(String text) {
        return new TreeMap<>();
    }
}
