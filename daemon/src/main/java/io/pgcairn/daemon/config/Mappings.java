package io.pgcairn.daemon.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Changes trees of nodes by making new ones, since an anchor may stand in several places. Nodes keep their marks, by
 * which each knows where it was written.
 */
final class Mappings {
    /** Deeper than any declaration; a file's anchors may go round in circles. */
    private static final int MOST_LEVELS = 12;

    private Mappings() {}

    /** Merges mappings key by key; of anything else the later one holds. */
    static Node merge(Node base, Node later) {
        return merge(base, later, 0);
    }

    private static Node merge(Node base, Node later, int level) {
        if (!(base instanceof MappingNode one) || !(later instanceof MappingNode other) || level > MOST_LEVELS) {
            return isNothing(later) && base instanceof MappingNode ? base : later;
        }
        List<NodeTuple> tuples = new ArrayList<>(one.getValue());
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : other.getValue()) {
            Optional<String> name = nameOf(tuple);
            int at = name.isPresent() ? indexOf(tuples, name.get()) : -1;
            // What one file gives twice stays twice, and is refused when it is read.
            if (at < 0 || !seen.add(name.orElse(""))) {
                name.ifPresent(seen::add);
                tuples.add(tuple);
            } else {
                Node before = tuples.get(at).getValueNode();
                tuples.set(at, new NodeTuple(tuple.getKeyNode(), merge(before, tuple.getValueNode(), level + 1)));
            }
        }
        return mapping(tuples, one.getStartMark());
    }

    /** The value under a name; empty also where this is no mapping. */
    static Optional<Node> get(Node node, String name) {
        if (!(node instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        int at = indexOf(mapping.getValue(), name);
        return at < 0
                ? Optional.empty()
                : Optional.of(mapping.getValue().get(at).getValueNode());
    }

    /** The names of a mapping, none where this is none. */
    static List<String> names(Node node) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .flatMap(tuple -> nameOf(tuple).stream())
                        .toList()
                : List.of();
    }

    /** The same mapping with another value under the name, which is where the value is; what is no mapping stays. */
    static Node with(Node node, String name, Node value) {
        if (!(node instanceof MappingNode) && !isNothing(node)) {
            return node;
        }
        List<NodeTuple> tuples = new ArrayList<>(node instanceof MappingNode mapping ? mapping.getValue() : List.of());
        int at = indexOf(tuples, name);
        boolean isInner = at >= 0 && !(value instanceof ScalarNode);
        Node key = isInner
                ? tuples.get(at).getKeyNode()
                : new ScalarNode(Tag.STR, true, name, ScalarStyle.PLAIN, value.getStartMark(), value.getEndMark());
        NodeTuple tuple = new NodeTuple(key, value);
        if (at < 0) {
            tuples.add(tuple);
        } else {
            tuples.set(at, tuple);
        }
        return mapping(tuples, isNothing(node) ? value.getStartMark() : node.getStartMark());
    }

    static Node mapping(List<NodeTuple> tuples, Optional<Mark> mark) {
        return new MappingNode(Tag.MAP, true, tuples, FlowStyle.BLOCK, mark, mark);
    }

    static Node sequence(List<Node> elements, Optional<Mark> mark) {
        return new SequenceNode(Tag.SEQ, true, elements, FlowStyle.BLOCK, mark, mark);
    }

    static Node scalar(String value, Optional<Mark> mark) {
        return new ScalarNode(Tag.STR, true, value, ScalarStyle.DOUBLE_QUOTED, mark, mark);
    }

    /** What stands for a section that nobody wrote. */
    static Node nothing(Optional<Mark> mark) {
        return new ScalarNode(Tag.NULL, true, "", ScalarStyle.PLAIN, mark, mark);
    }

    static boolean isNothing(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static int indexOf(List<NodeTuple> tuples, String name) {
        for (int i = 0; i < tuples.size(); i++) {
            if (nameOf(tuples.get(i)).filter(name::equals).isPresent()) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<String> nameOf(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }
}
