package io.pgcairn.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScryptTest {
    /** Written by {@code age -p} of age 1.1.1. */
    private static final String BY_AGE =
            "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCB3bkRRZXBMcDZWVlJnMGswTk5aZzNRIDE4CkZwSEtUTFhmU1"
                    + "FSR2FJc2JEVjZPc1F1ZVFxMUErMDlCRUFXdnJ0QkNWeGcKLS0tIHVNVm8rVjZ1K3ZwajBuTk9zaHlkRys3VStVdVNR"
                    + "YUJlZWltaStDYjJVUjgKU/FTuuQ6BVJ3jwTtbp2U5LN9gBMsdkAXS+PjQDjACkm8U5rPq+NBGHDhV8c=";

    @Test
    void opens_a_file_that_age_sealed_with_a_passphrase() throws IOException {
        byte[] plain = Samples.open(Base64.getDecoder().decode(BY_AGE), identity("correct horse"));
        assertEquals("hello scrypt", new String(plain, StandardCharsets.US_ASCII));
    }

    @Test
    void opens_what_it_sealed_and_refuses_another_passphrase() throws IOException {
        byte[] sealed = Samples.seal(Samples.plain(100), recipient("pässphräse"));
        assertArrayEquals(Samples.plain(100), Samples.open(sealed, Samples.ALICE, identity("pässphräse")));
        var refused =
                assertThrows(NoMatchingIdentityException.class, () -> Samples.open(sealed, identity("passphrase")));
        assertTrue(refused.hint().contains("passphrase"));
    }

    @Test
    void a_passphrase_does_not_open_what_was_sealed_for_a_key() throws IOException {
        byte[] sealed = Samples.seal(Samples.plain(100), Samples.ALICE.recipient());
        assertThrows(NoMatchingIdentityException.class, () -> Samples.open(sealed, identity("x")));
        assertEquals(Optional.empty(), identity("x").publicRecipient());
    }

    @Test
    void refuses_an_empty_passphrase_and_an_impossible_work_factor() {
        assertThrows(KeyUnusableException.class, () -> identity(""));
        assertThrows(KeyUnusableException.class, () -> new ScryptRecipient(new char[0], 10));
        assertThrows(IllegalArgumentException.class, () -> new ScryptRecipient(new char[1], 0));
        assertThrows(IllegalArgumentException.class, () -> new ScryptRecipient(new char[1], 23));
    }

    @Test
    void what_needs_more_memory_than_the_process_has_is_refused_before_it_is_tried() {
        var refused =
                assertThrows(KeyUnusableException.class, () -> ScryptStanza.wrapKey(new byte[1], new byte[16], 40));
        assertTrue(refused.toString().contains("MiB"), refused.toString());
        assertTrue(refused.hint().contains("-Xmx"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "01", "+9", "-1", "0x9", "9a", "", "23", "100", "4294967306"})
    void refuses_a_work_factor_that_is_no_small_decimal(String workFactor) {
        var stanza = new Stanza("scrypt", List.of(UnpaddedBase64.encode(new byte[16]), workFactor), new byte[32]);
        assertThrows(NotAgeException.class, () -> identity("x").unwrap(List.of(stanza)));
    }

    @Test
    void refuses_stanzas_of_its_type_that_break_their_grammar() throws IOException {
        String salt = UnpaddedBase64.encode(new byte[16]);
        for (Stanza stanza : List.of(
                new Stanza("scrypt", List.of(salt), new byte[32]),
                new Stanza("scrypt", List.of(salt, "10", "x"), new byte[32]),
                new Stanza("scrypt", List.of(UnpaddedBase64.encode(new byte[15]), "10"), new byte[32]),
                new Stanza("scrypt", List.of(salt + "=", "10"), new byte[32]),
                new Stanza("scrypt", List.of(salt, "10"), new byte[31]))) {
            assertThrows(NotAgeException.class, () -> identity("x").unwrap(List.of(stanza)));
        }
        String share = UnpaddedBase64.encode(Samples.plain(32));
        for (Stanza stanza : List.of(
                new Stanza("X25519", List.of(), new byte[32]),
                new Stanza("X25519", List.of(share, share), new byte[32]),
                new Stanza("X25519", List.of(UnpaddedBase64.encode(new byte[31])), new byte[32]),
                new Stanza("X25519", List.of(UnpaddedBase64.encode(new byte[32])), new byte[32]),
                new Stanza("X25519", List.of(share), new byte[33]))) {
            assertThrows(NotAgeException.class, () -> Samples.ALICE.unwrap(List.of(stanza)));
        }
    }

    @Test
    void unknown_and_grease_stanzas_are_passed_over_but_not_beside_a_passphrase() throws IOException {
        var random = new CountingRandom(1);
        FileKey key = FileKey.generate(random);
        var grease = new Stanza("x-grease", List.of("a", "b"), Samples.plain(100));
        Stanza ours = Samples.ALICE.recipient().wrap(key, random);
        assertTrue(Samples.ALICE.unwrap(List.of(grease, ours, grease)).isPresent());
        byte[] header = Header.sealed(List.of(grease, recipient("x").wrap(key, random)), key)
                .bytes();
        assertThrows(NotAgeException.class, () -> Samples.open(header, identity("x")));
    }

    private static ScryptRecipient recipient(String passphrase) throws KeyUnusableException {
        return new ScryptRecipient(passphrase.toCharArray(), 10);
    }

    private static ScryptIdentity identity(String passphrase) throws KeyUnusableException {
        return new ScryptIdentity(passphrase.toCharArray());
    }
}
