package io.pgcairn.daemon.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows in columns as wide as what they hold; columns that hold nothing are left out. */
final class Table {
    private final List<String> heads;
    private final List<Row> rows = new ArrayList<>();

    /** @param below lines under the row */
    private record Row(List<String> cells, List<String> below) {}

    Table(List<String> heads) {
        this.heads = List.copyOf(heads);
    }

    void row(List<String> cells, List<String> below) {
        if (cells.size() != heads.size()) {
            throw new IllegalArgumentException("a row has " + heads.size() + " cells, not " + cells.size());
        }
        rows.add(new Row(cells, below));
    }

    List<String> lines() {
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            int column = i;
            int widest = rows.stream()
                    .mapToInt(row -> row.cells().get(column).length())
                    .max()
                    .orElse(0);
            widths.add(widest == 0 ? 0 : Math.max(widest, heads.get(i).length()));
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(heads, widths));
        for (Row row : rows) {
            lines.add(line(row.cells(), widths));
            row.below().forEach(below -> lines.add("    " + below));
        }
        return lines;
    }

    private static String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            int width = widths.get(i);
            if (width > 0) {
                line.append(line.isEmpty() ? "" : "  ").append(cells.get(i));
                line.append(" ".repeat(width - cells.get(i).length()));
            }
        }
        return line.toString().stripTrailing();
    }
}
