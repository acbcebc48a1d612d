package io.pgcairn.crypto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a header to its last byte and no further, by the letter of the grammar. Used once. */
final class HeaderReader {
    /** Far above any real header; keeps a hostile file from filling the heap before anything is authenticated. */
    static final int MAX_LENGTH = 1 << 20;
    /** Each stanza costs a key agreement for each identity before anything is authenticated. */
    static final int MAX_STANZAS = 1024;

    private static final String STANZA_START = "-> ";
    private static final String FAMILY = "age-encryption.org/";

    private final InputStream source;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    HeaderReader(InputStream source) {
        this.source = source;
    }

    Header read() throws IOException {
        readVersion();
        var stanzas = new ArrayList<Stanza>();
        String line = readLine();
        while (line.startsWith(STANZA_START)) {
            if (stanzas.size() == MAX_STANZAS) {
                throw Malformed.header("it has more than " + MAX_STANZAS + " stanzas");
            }
            stanzas.add(readStanza(line));
            line = readLine();
        }
        String macStart = Header.MARK + " ";
        if (!line.startsWith(macStart)) {
            throw Malformed.header("a line is neither a stanza nor the MAC");
        }
        if (stanzas.isEmpty()) {
            throw Malformed.header("it has no stanza");
        }
        byte[] mac = UnpaddedBase64.decode(line.substring(macStart.length()), Digests.LENGTH)
                .orElseThrow(() -> Malformed.header("its MAC is not 32 bytes in canonical base64"));
        return new Header(seen.toByteArray(), stanzas, mac);
    }

    /** What is no age file at all is noticed at its first wrong byte, however long its first line. */
    private void readVersion() throws IOException {
        byte[] wanted = (Header.VERSION_LINE + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] start = source.readNBytes(wanted.length);
        if (Arrays.equals(start, wanted)) {
            seen.writeBytes(start);
            return;
        }
        if (Arrays.equals(start, Arrays.copyOf(wanted, start.length))) {
            throw Malformed.truncated(start.length == 0 ? "nothing: they are empty" : "the first line of the header");
        }
        if (new String(start, StandardCharsets.US_ASCII).startsWith(FAMILY)) {
            throw new NotAgeException(
                    "this is an age file of another version than v1",
                    "open it with a newer 'age', or seal it again as v1",
                    null);
        }
        throw new NotAgeException(
                "these bytes are not an age file: they do not start with '" + Header.VERSION_LINE + "'",
                "check the path; bytes that were never encrypted are read without opening them",
                null);
    }

    private Stanza readStanza(String line) throws IOException {
        List<String> arguments = List.of(line.substring(STANZA_START.length()).split(" ", -1));
        if (arguments.contains("")) {
            throw Malformed.header("a stanza has an empty argument");
        }
        var body = new StringBuilder();
        String bodyLine;
        do {
            bodyLine = readLine();
            if (bodyLine.length() > Stanza.COLUMNS) {
                throw Malformed.header("a stanza's body has a line longer than " + Stanza.COLUMNS + " columns");
            }
            body.append(bodyLine);
        } while (bodyLine.length() == Stanza.COLUMNS);
        byte[] bytes = UnpaddedBase64.decode(body.toString())
                .orElseThrow(() -> Malformed.header("a stanza's body is not canonical base64"));
        return new Stanza(arguments.getFirst(), arguments.subList(1, arguments.size()), bytes);
    }

    private String readLine() throws IOException {
        var line = new StringBuilder();
        while (true) {
            int value = source.read();
            if (value < 0) {
                throw Malformed.truncated("the header");
            }
            if (seen.size() == MAX_LENGTH) {
                throw Malformed.header("it is longer than " + MAX_LENGTH + " bytes");
            }
            seen.write(value);
            if (value == '\n') {
                return line.toString();
            }
            if (value < ' ' || value > '~') {
                throw Malformed.header("it holds a byte that is not printable ASCII");
            }
            line.append((char) value);
        }
    }
}
