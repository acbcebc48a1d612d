package io.pgcairn.storage.azure;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The names of an upload's blocks: its mark and a number, all of one length as Azure demands. Uploads under one key
 * never take each other's blocks for theirs.
 */
record BlockNames(String mark) {
    private static final int MARK_BYTES = 16;

    String of(int number) {
        byte[] bytes = ByteBuffer.allocate(MARK_BYTES + Integer.BYTES)
                .put(HexFormat.of().parseHex(mark))
                .putInt(number)
                .array();
        return Base64.getEncoder().encodeToString(bytes);
    }

    List<String> upTo(int last) {
        List<String> names = new ArrayList<>(last);
        for (int number = 1; number <= last; number++) {
            names.add(of(number));
        }
        return names;
    }
}
