package io.pgcairn.daemon.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One section of a file under its declaration. A wrong or missing value is reported, and the reader goes on with the
 * default or the declaration's example, so that one run finds every problem; the loader throws before such a value
 * gets anywhere.
 */
final class SectionReader {
    private final String path;
    private final Place place;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Place> places = new LinkedHashMap<>();

    private SectionReader(String path, Place place, Problems problems) {
        this.path = path;
        this.place = place;
        this.problems = problems;
    }

    /** A section that is left out: every key has its default. */
    private static SectionReader absent(String path, Place place, Problems problems) {
        return new SectionReader(path, place, problems);
    }

    /** A section that nobody wrote, of no file. */
    static SectionReader defaults(Section section) {
        return absent(section.name(), new Place("", 0), new Problems(List.of()));
    }

    /** The file as a whole. */
    static SectionReader root(Section section, Node node, Problems problems) {
        return of(section, node, "", Place.of(node), problems);
    }

    private static SectionReader of(Section section, Node node, String path, Place place, Problems problems) {
        SectionReader reader = new SectionReader(path, place, problems);
        reader.take(node);
        reader.refuseUnknown(section);
        return reader;
    }

    /** The value of a key that has a default or is required. */
    <T> T get(Key<T> key) {
        Node node = values.get(key.name());
        if (node == null) {
            if (key.presence() == Key.Presence.REQUIRED) {
                problem(key.name(), "is missing; example: " + key.text());
            }
            return key.type().parse(key.text());
        }
        return key.type()
                .read(node, pathOf(key.name()), problems)
                .orElseGet(() -> key.type().parse(key.text()));
    }

    /** The value of a key that may be left out. */
    <T> Optional<T> find(Key<T> key) {
        Node node = values.get(key.name());
        return node == null ? Optional.empty() : key.type().read(node, pathOf(key.name()), problems);
    }

    boolean has(Entry entry) {
        return values.containsKey(entry.name());
    }

    /** A section that occurs once; left out, it has its defaults. */
    SectionReader section(Section section) {
        Node node = values.get(section.name());
        return node == null
                ? absent(pathOf(section.name()), place, problems)
                : of(section, node, pathOf(section.name()), placeOf(section.name()), problems);
    }

    /** The sections under chosen names, in the file's order. */
    Map<String, SectionReader> sectionsByName(Section section) {
        Map<String, SectionReader> sections = new LinkedHashMap<>();
        Node node = values.get(section.name());
        if (node == null) {
            return sections;
        }
        SectionReader names = new SectionReader(pathOf(section.name()), Place.of(node), problems);
        names.take(node);
        names.values.forEach((name, child) ->
                sections.put(name, of(section, child, names.pathOf(name), names.placeOf(name), problems)));
        return sections;
    }

    /** The sections of a list. */
    List<SectionReader> sectionsInList(Section section) {
        List<SectionReader> sections = new ArrayList<>();
        Node node = values.get(section.name());
        if (node instanceof SequenceNode sequence) {
            for (Node child : sequence.getValue()) {
                sections.add(of(
                        section,
                        child,
                        pathOf(section.name()) + "[" + sections.size() + "]",
                        Place.of(child),
                        problems));
            }
        } else if (node != null && !isNothing(node)) {
            problems.add(node, pathOf(section.name()), "is not a list; write - before each");
        }
        return sections;
    }

    /** Reports a problem of a key in this section, where the key is or else the section. */
    void problem(String name, String text) {
        problems.add(placeOf(name), pathOf(name), text);
    }

    private void take(Node node) {
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::take);
        } else if (!isNothing(node)) {
            problems.add(node, path, "is not a mapping of keys to values");
        }
    }

    private void take(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            problems.add(tuple.getKeyNode(), path, "a key is a plain word");
            return;
        }
        Place before = places.putIfAbsent(key.getValue(), Place.of(key));
        if (before == null) {
            values.put(key.getValue(), tuple.getValueNode());
        } else {
            problems.add(key, pathOf(key.getValue()), "is given twice, first in line " + before.line());
        }
    }

    private void refuseUnknown(Section section) {
        List<String> known = section.names();
        for (String name : List.copyOf(values.keySet())) {
            if (!known.contains(name)) {
                String meant = NearestName.of(name, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("known here: " + String.join(", ", known));
                problem(name, "is not a known key; " + meant);
            }
        }
    }

    private String pathOf(String name) {
        return path.isEmpty() || name.isEmpty() ? path + name : path + "." + name;
    }

    private Place placeOf(String name) {
        return places.getOrDefault(name, place);
    }

    private static boolean isNothing(Node node) {
        return node.getTag().equals(Tag.NULL);
    }
}
