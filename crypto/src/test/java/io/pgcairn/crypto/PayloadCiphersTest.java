package io.pgcairn.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PayloadCiphersTest {
    private static final PayloadCipher BOUNCY_CASTLE = new BouncyCastlePayloadCipher("bouncycastle");

    @Test
    void offers_all_three_on_this_jdk_and_prefers_the_native_one() {
        List<String> names = Samples.CIPHERS.names();
        assertEquals(List.of("jdk", "bouncycastle"), names.subList(names.size() - 2, names.size()));
        assertEquals(names.getFirst(), Samples.CIPHERS.fastest().name());
    }

    @Test
    void any_can_be_forced_by_name() throws Exception {
        for (String name : Samples.CIPHERS.names()) {
            assertEquals(name, Samples.CIPHERS.named(name).name());
        }
        assertSame(Samples.CIPHERS.fastest(), Samples.CIPHERS.named("auto"));
    }

    @Test
    void an_unknown_name_is_refused_with_those_that_work() {
        var refused = assertThrows(KeyUnusableException.class, () -> Samples.CIPHERS.named("rot13"));
        assertTrue(refused.toString().contains("rot13"));
        assertTrue(refused.hint().contains("auto") && refused.hint().contains("bouncycastle"), refused.hint());
    }

    @Test
    void what_does_not_load_or_fails_is_left_out() throws Exception {
        Map<String, Supplier<Optional<PayloadCipher>>> candidates = new LinkedHashMap<>();
        candidates.put("native", () -> {
            throw new UnsatisfiedLinkError("no native library for this machine");
        });
        candidates.put("failing", () -> {
            throw new IllegalStateException("a provider that fails");
        });
        candidates.put("missing", Optional::empty);
        candidates.put("blank", () -> Optional.of(new JcaPayloadCipher("blank", new BlankProvider())));
        candidates.put("bouncycastle", () -> Optional.of(BOUNCY_CASTLE));
        var ciphers = new PayloadCiphers(candidates);
        assertEquals(List.of("bouncycastle"), ciphers.names());
        assertSame(BOUNCY_CASTLE, ciphers.fastest());
        assertThrows(KeyUnusableException.class, () -> ciphers.named("blank"));
    }

    @Test
    void none_is_tried_before_a_payload_needs_it_and_none_twice() {
        List<String> tried = new ArrayList<>();
        Map<String, Supplier<Optional<PayloadCipher>>> candidates = new LinkedHashMap<>();
        for (String name : List.of("fast", "slow")) {
            candidates.put(name, () -> {
                tried.add(name);
                return Optional.of(new BouncyCastlePayloadCipher(name));
            });
        }
        PayloadCipher deferred = new PayloadCiphers(candidates).fastestWhenUsed();
        assertEquals(List.of(), tried);
        deferred.keyed(new byte[32]);
        deferred.keyed(new byte[32]);
        assertEquals("fast", deferred.name());
        assertEquals(List.of("fast"), tried);
    }

    @Test
    void a_machine_without_any_cipher_is_refused() {
        var ciphers = new PayloadCiphers(Map.of());
        assertThrows(IllegalStateException.class, ciphers::fastest);
        assertThrows(
                IllegalStateException.class, () -> ciphers.fastestWhenUsed().keyed(new byte[32]));
    }

    @Test
    void no_provider_is_registered_for_the_whole_process() {
        assertFalse(
                Arrays.stream(Security.getProviders()).anyMatch(p -> p.getName().contains("Conscrypt")));
    }

    @Test
    void the_self_test_tells_a_wrong_key_stream_a_wrong_tag_and_a_missing_check() {
        ChunkCipher right = BOUNCY_CASTLE.keyed(new byte[32]);
        assertTrue(CipherSelfTest.passes(key -> BOUNCY_CASTLE.keyed(key)));
        assertFalse(CipherSelfTest.passes(key -> right));
        assertFalse(CipherSelfTest.passes(key -> new Broken(BOUNCY_CASTLE.keyed(key), true, false)));
        assertFalse(CipherSelfTest.passes(key -> new Broken(BOUNCY_CASTLE.keyed(key), false, true)));
    }

    /** Right on short chunks; wrong on long ones, or content with any tag. */
    private record Broken(ChunkCipher right, boolean breaksLongChunks, boolean ignoresTags) implements ChunkCipher {
        @Override
        public void seal(byte[] nonce, byte[] plain, int length, byte[] sealed) {
            right.seal(nonce, plain, length, sealed);
            if (breaksLongChunks && length > 1000) {
                sealed[length + 3] ^= 1;
            }
        }

        @Override
        public boolean open(byte[] nonce, byte[] sealed, int length, byte[] plain) {
            return right.open(nonce, sealed, length, plain) || ignoresTags;
        }
    }

    private static final class BlankProvider extends Provider {
        private static final long serialVersionUID = 1L;

        BlankProvider() {
            super("Blank", "1", "offers nothing");
        }
    }
}
