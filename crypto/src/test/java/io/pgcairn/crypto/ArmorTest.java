package io.pgcairn.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArmorTest {
    private static final String BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----\n";
    private static final String END = "-----END AGE ENCRYPTED FILE-----\n";

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 46, 47, 48, 200_000})
    void opens_an_armored_file(int length) throws IOException {
        byte[] plain = Samples.plain(length);
        assertArrayEquals(plain, open(armored(plain)));
    }

    @Test
    void lets_white_space_around_and_windows_line_ends_through() throws IOException {
        byte[] plain = Samples.plain(500);
        assertArrayEquals(plain, open(" \r\n\t\n" + armored(plain) + "\n  \t\r\n"));
        assertArrayEquals(plain, open(armored(plain).replace("\n", "\r\n")));
        assertArrayEquals(plain, open(armored(plain).strip()), "the last newline may be missing");
    }

    @Test
    void every_flipped_bit_is_refused() {
        byte[] plain = Samples.plain(5);
        byte[] armored = armored(plain).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < armored.length - 1; i++) {
            byte[] altered = armored.clone();
            altered[i] ^= 1;
            assertThrows(AgeException.class, () -> Samples.open(altered, Samples.ALICE), "at " + i);
        }
    }

    @Test
    void a_cut_is_told_as_truncated() {
        String armored = armored(Samples.plain(100));
        for (int length : new int[] {10, BEGIN.length(), 200, armored.length() - END.length(), armored.length() - 3}) {
            String cut = armored.substring(0, length);
            assertThrows(TruncatedSealException.class, () -> open(cut), "at " + length);
        }
    }

    @Test
    void refuses_what_is_not_strict() {
        String armored = armored(Samples.plain(100));
        String firstLine = armored.substring(BEGIN.length(), BEGIN.length() + 65);
        for (String broken : new String[] {
            armored + "more",
            armored + " ".repeat(2000),
            " ".repeat(2000) + armored,
            armored.replace(BEGIN, BEGIN + "\n"),
            armored.replace(BEGIN, BEGIN.replace("AGE", "PGP")),
            armored.replace(BEGIN, BEGIN + "Comment: x\n"),
            armored.replace(END, "\n" + END),
            armored.replace(END, firstLine + END),
            armored.replace(firstLine, firstLine.strip() + " \n"),
            armored.replace(firstLine, firstLine.strip() + "AAAA\n"),
            armored.replace(firstLine, firstLine.substring(0, 32) + "\n" + firstLine.substring(32)),
            armored.replace(firstLine, "!" + firstLine.substring(1))
        }) {
            assertThrows(NotAgeException.class, () -> open(broken), broken);
        }
    }

    private static byte[] open(String armored) throws IOException {
        return Samples.open(armored.getBytes(StandardCharsets.US_ASCII), Samples.ALICE);
    }

    private static String armored(byte[] plain) {
        byte[] sealed = Samples.seal(plain, Samples.ALICE.recipient());
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(sealed);
        return BEGIN + lines + "\n" + END;
    }
}
