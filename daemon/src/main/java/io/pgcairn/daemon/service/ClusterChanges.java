package io.pgcairn.daemon.service;

import java.util.List;

/** What a new configuration changes, by the names of clusters. */
record ClusterChanges(List<String> added, List<String> changed, List<String> removed, List<String> untouched) {
    ClusterChanges {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
        untouched = List.copyOf(untouched);
    }
}
