package io.pgcairn.daemon.postgres;

import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One row of a command's answer, in text form. */
record Row(List<Optional<byte[]>> columns) {
    private static final int MAX_COLUMNS = 1600;

    Row {
        columns = List.copyOf(columns);
    }

    /** Reads the DataRow that the reader stands on. */
    static Row read(MessageReader reader) throws ProtocolException {
        int count = reader.shortAt(0);
        if (count > MAX_COLUMNS) {
            throw new ProtocolException("a row from the server claims " + count + " columns");
        }
        List<Optional<byte[]>> columns = new ArrayList<>(count);
        int at = 2;
        for (int i = 0; i < count; i++) {
            int length = reader.intAt(at);
            at += 4;
            if (length < 0) {
                columns.add(Optional.empty());
            } else {
                columns.add(Optional.of(reader.bytesAt(at, length)));
                at += length;
            }
        }
        return new Row(columns);
    }

    /** A column's bytes; empty for null or for a column that the server did not send. */
    Optional<byte[]> bytes(int column) {
        return column < columns.size() ? columns.get(column) : Optional.empty();
    }

    Optional<String> optionalText(int column) {
        return bytes(column).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    String text(int column) throws ProtocolException {
        return optionalText(column)
                .orElseThrow(() -> new ProtocolException("the server left out column " + (column + 1)));
    }
}
