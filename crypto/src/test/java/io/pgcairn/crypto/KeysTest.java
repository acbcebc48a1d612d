package io.pgcairn.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    /** The specification's own example: a secret of 32 bytes 0x42. */
    private static final String SECRET = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";

    private static final String PUBLIC = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void reads_and_writes_the_keys_of_the_specification() throws Exception {
        X25519Identity identity = X25519Identity.parse(SECRET).orElseThrow();
        assertEquals(SECRET, identity.secretText());
        assertEquals(PUBLIC, identity.recipient().toString());
        assertEquals(identity.recipient(), Recipient.parse(" " + PUBLIC + "\n"));
        assertEquals(identity.recipient().hashCode(), Recipient.parse(PUBLIC).hashCode());
        assertEquals(Optional.of(identity.recipient()), identity.publicRecipient());
        assertNotEquals(identity.recipient(), Samples.BOB.recipient());
    }

    @Test
    void secrets_print_as_stars() throws Exception {
        assertEquals("***", Samples.ALICE.toString());
        assertEquals("***", new ScryptIdentity("pass".toCharArray()).toString());
        assertEquals("***", new ScryptRecipient("pass".toCharArray(), 10).toString());
        assertEquals("***", FileKey.generate(new CountingRandom(0)).toString());
        assertFalse(new KeyFile(Samples.ALICE, Instant.EPOCH).toString().contains("AGE-SECRET"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "age1",
                "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwx",
                "AGE1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
                "ssh-ed25519 AAAA"
            })
    void refuses_what_is_no_recipient(String text) {
        var refused = assertThrows(KeyUnusableException.class, () -> Recipient.parse(text));
        assertTrue(refused.hint().contains("age1"));
    }

    @Test
    void refuses_other_lengths_low_order_points_and_secrets_as_recipients() {
        String tooShort = Bech32.encode("age", new byte[31]);
        assertThrows(KeyUnusableException.class, () -> Recipient.parse(tooShort));
        String lowOrder = Bech32.encode("age", new byte[32]);
        var refused = assertThrows(KeyUnusableException.class, () -> Recipient.parse(lowOrder));
        assertTrue(refused.toString().contains("low order"), refused.toString());
        var secret = assertThrows(KeyUnusableException.class, () -> Recipient.parse(SECRET));
        assertFalse(secret.toString().contains("GFPYY"), "the secret is not repeated");
    }

    @Test
    void a_key_file_reads_as_it_was_written() throws IOException {
        String text = new KeyFile(Samples.ALICE, Instant.parse("2026-11-21T07:08:09.123Z")).render();
        String[] lines = text.split("\n");
        assertEquals("# created: 2026-11-21T07:08:09Z", lines[0]);
        assertEquals("# public key: " + Samples.ALICE.recipient(), lines[1]);
        assertEquals(Samples.ALICE.secretText(), lines[2]);
        assertEquals(3, lines.length);
        List<Identity> read = Identity.readFile(file(text));
        assertEquals(List.of(Optional.of(Samples.ALICE.recipient())), publics(read));
    }

    @Test
    void a_key_file_may_hold_several_keys_comments_blank_lines_and_windows_line_ends() throws IOException {
        String text = "# two\r\n\r\n" + Samples.ALICE.secretText() + "\r\n#x\r\n  " + Samples.BOB.secretText();
        List<Identity> read = Identity.readFile(file(text));
        assertEquals(
                List.of(Optional.of(Samples.ALICE.recipient()), Optional.of(Samples.BOB.recipient())), publics(read));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# only a comment\n",
                PUBLIC,
                "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEZ",
                "AGE-SECRET-KEY-PQ-1XX",
                "AGE-PLUGIN-YUBIKEY-1XX",
                "age-encryption.org/v1\n-> X25519",
                "-----BEGIN AGE ENCRYPTED FILE-----"
            })
    void refuses_a_file_that_holds_no_identity_without_repeating_it(String text) throws IOException {
        Path file = file(text);
        var refused = assertThrows(KeyUnusableException.class, () -> Identity.readFile(file));
        assertTrue(refused.toString().contains("key.txt"), refused.toString());
        assertFalse(refused.toString().contains("GFPYY"), "the secret is not repeated");
        assertFalse(refused.hint().isEmpty());
    }

    @Test
    void names_the_line_that_is_wrong() throws IOException {
        Path file = file("# one\n" + SECRET + "\nnonsense\n");
        var refused = assertThrows(KeyUnusableException.class, () -> Identity.readFile(file));
        assertTrue(refused.toString().contains("line 3"), refused.toString());
    }

    @Test
    void refuses_a_missing_file_and_one_that_is_no_key_file_at_all() throws IOException {
        assertThrows(KeyUnusableException.class, () -> Identity.readFile(directory.resolve("absent")));
        Path large = file("#".repeat(2 << 20));
        assertThrows(KeyUnusableException.class, () -> Identity.readFile(large));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a12uel5l",
                "A12UEL5L",
                "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs"
            })
    void accepts_the_valid_strings_of_bip_173(String text) {
        Bech32 decoded = Bech32.decode(text).orElseThrow();
        assertArrayEquals(new byte[0], decoded.data());
        assertEquals(text.toLowerCase(java.util.Locale.ROOT), Bech32.encode(decoded.prefix(), decoded.data()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pzry9x0s0muk",
                "1pzry9x0s0muk",
                "x1b4n0q5v",
                "li1dgmt3",
                "A1G7SGD8",
                "10a06t8",
                "1qzzfhee",
                "a12UEL5L",
                " 1nwldj5",
                "\u00801eym55h",
                "split1cheo2y9e2w"
            })
    void refuses_the_invalid_strings_of_bip_173(String text) {
        assertEquals(Optional.empty(), Bech32.decode(text));
    }

    @Test
    void bech32_of_any_length_reads_as_it_was_written() {
        for (int length = 0; length < 100; length++) {
            Bech32 decoded =
                    Bech32.decode(Bech32.encode("x", Samples.plain(length))).orElseThrow();
            assertArrayEquals(Samples.plain(length), decoded.data());
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("key.txt"), text);
    }

    private static List<Optional<Recipient>> publics(List<Identity> identities) {
        return identities.stream().map(Identity::publicRecipient).toList();
    }
}
