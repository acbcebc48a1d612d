package io.pgcairn.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/** The binary file inside ASCII armor, the strict PEM of RFC 7468. Lines end in LF or CR LF. */
final class ArmorInputStream extends InputStream {
    private static final String BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
    private static final String END = "-----END AGE ENCRYPTED FILE-----";
    private static final int COLUMNS = 64;
    /** White space around armor is let through, but not without bound. */
    private static final int MAX_WHITESPACE = 1024;

    private final InputStream source;
    private byte[] decoded = {};
    private int position;
    private boolean begun;
    private boolean sawShortLine;
    private boolean ended;

    ArmorInputStream(InputStream source) {
        this.source = source;
    }

    static boolean isWhitespace(int value) {
        return value == ' ' || value == '\t' || value == '\r' || value == '\n';
    }

    @Override
    public int read() throws IOException {
        return hasByte() ? decoded[position++] & 0xff : -1;
    }

    /** Not inherited: the inherited one keeps an error that comes behind a first byte to itself. */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!hasByte()) {
            return -1;
        }
        int taken = Math.min(length, decoded.length - position);
        System.arraycopy(decoded, position, bytes, offset, taken);
        position += taken;
        return taken;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private boolean hasByte() throws IOException {
        while (position == decoded.length) {
            if (ended) {
                return false;
            }
            readNextLine();
        }
        return true;
    }

    private void readNextLine() throws IOException {
        if (!begun) {
            begun = true;
            if (!readLine(firstVisible()).equals(BEGIN)) {
                throw Malformed.armor("it does not begin with " + BEGIN);
            }
        }
        String line = readLine(source.read());
        if (line.equals(END)) {
            ended = true;
            requireNothingMore();
        } else if (sawShortLine || line.isEmpty() || line.length() > COLUMNS) {
            throw Malformed.armor("its lines, but for the last, are not " + COLUMNS + " columns long");
        } else {
            decoded = decode(line);
            position = 0;
            sawShortLine = line.length() < COLUMNS || line.endsWith("=");
        }
    }

    private static byte[] decode(String line) throws NotAgeException {
        try {
            byte[] bytes = Base64.getDecoder().decode(line);
            if (Base64.getEncoder().encodeToString(bytes).equals(line)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw Malformed.armor("a line is not base64");
        }
        throw Malformed.armor("a line is not canonical base64 with padding");
    }

    private int firstVisible() throws IOException {
        for (int i = 0; i <= MAX_WHITESPACE; i++) {
            int value = source.read();
            if (!isWhitespace(value)) {
                return value;
            }
        }
        throw Malformed.armor("too much white space stands before it");
    }

    private void requireNothingMore() throws IOException {
        if (firstVisible() >= 0) {
            throw Malformed.armor("something follows its end");
        }
    }

    /** A line without its end. Only the last line may end with the source. */
    private String readLine(int first) throws IOException {
        var line = new byte[COLUMNS + 2];
        int length = 0;
        int value = first;
        while (value != '\n' && value >= 0) {
            if (length == line.length) {
                throw Malformed.armor("a line is longer than " + COLUMNS + " columns");
            }
            line[length++] = (byte) value;
            value = source.read();
        }
        boolean endsWithReturn = value >= 0 && length > 0 && line[length - 1] == '\r';
        byte[] text = Arrays.copyOf(line, endsWithReturn ? length - 1 : length);
        String result = new String(text, StandardCharsets.ISO_8859_1);
        if (value < 0 && !result.equals(END)) {
            throw Malformed.truncated("the armor");
        }
        return result;
    }
}
