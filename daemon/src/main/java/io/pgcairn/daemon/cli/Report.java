package io.pgcairn.daemon.cli;

import java.util.List;
import java.util.Map;

/**
 * What a verb has to say, in both forms.
 *
 * @param lines for people
 * @param json the same for programs: maps, lists and scalars
 */
public record Report(List<String> lines, Map<String, Object> json) {
    public Report {
        lines = List.copyOf(lines);
        json = Map.copyOf(json);
    }

    void print(Terminal terminal, boolean asJson) {
        if (asJson) {
            terminal.json(json);
        } else {
            lines.forEach(terminal.out()::println);
        }
    }
}
