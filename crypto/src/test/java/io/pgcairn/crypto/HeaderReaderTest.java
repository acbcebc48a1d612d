package io.pgcairn.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderReaderTest {
    private static final String VERSION = "age-encryption.org/v1\n";
    private static final String STANZA = "-> kind one two\nAAAA\n";
    private static final String MAC = "--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n";

    @Test
    void reads_stanzas_and_stops_behind_the_mac() throws IOException {
        var source = new ByteArrayInputStream(
                (VERSION + STANZA + STANZA + MAC + "rest").getBytes(StandardCharsets.US_ASCII));
        Header header = new HeaderReader(source).read();
        assertEquals(2, header.stanzas().size());
        Stanza stanza = header.stanzas().getFirst();
        assertEquals("kind", stanza.type());
        assertEquals(List.of("one", "two"), stanza.arguments());
        assertArrayEquals(new byte[3], stanza.body());
        assertEquals("rest", new String(source.readAllBytes(), StandardCharsets.US_ASCII));
        assertTrue(new String(header.upToMark(), StandardCharsets.US_ASCII).endsWith("AAAA\n---"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 47, 48, 49, 96, 700})
    void a_body_of_any_length_reads_as_it_was_written(int length) throws IOException {
        var text = new StringBuilder(VERSION);
        new Stanza("kind", List.of(), Samples.plain(length)).appendTo(text);
        Header header = read(text + MAC);
        assertArrayEquals(Samples.plain(length), header.stanzas().getFirst().body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-> \nAAAA\n",
                "->  one\nAAAA\n",
                "-> one \nAAAA\n",
                "-> one  two\nAAAA\n",
                "->one\nAAAA\n",
                "-> one\r\nAAAA\n",
                "-> one\tx\nAAAA\n",
                "-> \u00e9\nAAAA\n",
                "-> one\nAAA=\n",
                "-> one\nAAB\n",
                "-> one\nA\n",
                "-> one\nAA AA\n",
                "-> one\nAAAA\nAAAA\n",
                "-> one\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
                "something\n",
                ""
            })
    void refuses_what_breaks_the_grammar(String stanzas) {
        assertThrows(NotAgeException.class, () -> read(VERSION + stanzas + MAC));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---\n",
                "--- \n",
                "---  AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
                "--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
                "--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB\n",
                "--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
                "--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA \n",
                "--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n",
                "--- short\n"
            })
    void refuses_a_mac_that_is_not_32_canonical_bytes(String mac) {
        assertThrows(NotAgeException.class, () -> read(VERSION + STANZA + mac));
    }

    @Test
    void tells_another_version_and_other_bytes_apart() {
        var later = assertThrows(NotAgeException.class, () -> read("age-encryption.org/v2\n" + STANZA + MAC));
        assertTrue(later.toString().contains("version"), later.toString());
        var other =
                assertThrows(NotAgeException.class, () -> read("\u0028\u00b5/\u00fd zstd, not age, and long enough"));
        assertTrue(other.toString().contains("do not start"), other.toString());
        assertThrows(NotAgeException.class, () -> read("x"));
        assertThrows(NotAgeException.class, () -> read("age-encryption.org/v1\r\n" + STANZA + MAC));
    }

    @Test
    void refuses_a_header_that_would_fill_the_memory() {
        assertThrows(NotAgeException.class, () -> read(VERSION + "-> " + "a".repeat(2 << 20)));
        assertThrows(NotAgeException.class, () -> read(VERSION + STANZA.repeat(HeaderReader.MAX_STANZAS + 1) + MAC));
    }

    private static Header read(String text) throws IOException {
        return new HeaderReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))).read();
    }
}
