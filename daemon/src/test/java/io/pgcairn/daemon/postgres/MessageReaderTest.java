package io.pgcairn.daemon.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageReaderTest {
    /** Gives a few bytes at a time and times out in between. */
    private static final class Trickle extends InputStream {
        private final InputStream bytes;
        private final Random random;

        Trickle(byte[] bytes, Random random) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (random.nextInt(4) == 0) {
                throw new SocketTimeoutException("silence");
            }
            int most = random.nextBoolean() ? 7 : 300_000;
            return bytes.read(buffer, offset, Math.min(length, 1 + random.nextInt(most)));
        }
    }

    private static byte next(MessageReader reader) throws IOException {
        while (true) {
            try {
                return reader.next();
            } catch (SocketTimeoutException e) {
                continue;
            }
        }
    }

    @Test
    void keeps_its_place_over_timeouts_at_any_byte() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int[] lengths = random.ints(300, 0, 2000).toArray();
        lengths[100] = 700_000; // longer than the buffer at first
        lengths[200] = 255_000;
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(sent);
        for (int i = 0; i < lengths.length; i++) {
            out.write('a' + i % 26);
            out.writeInt(lengths[i] + 4);
            byte[] body = new byte[lengths[i]];
            java.util.Arrays.fill(body, (byte) i);
            out.write(body);
        }
        MessageReader reader = new MessageReader(new Trickle(sent.toByteArray(), random));
        for (int i = 0; i < lengths.length; i++) {
            assertEquals('a' + i % 26, next(reader), "message " + i);
            assertEquals(lengths[i], reader.length(), "message " + i);
            for (int at = 0; at < lengths[i]; at++) {
                if (reader.byteAt(at) != (byte) i) {
                    assertEquals((byte) i, reader.byteAt(at), "byte " + at + " of message " + i);
                }
            }
        }
        assertThrows(EOFException.class, () -> next(reader));
    }

    @Test
    void never_trusts_a_length() {
        for (int[] header : new int[][] {{0, 0, 0, 3}, {0x7F, 0xFF, 0xFF, 0xFF}, {0xFF, 0xFF, 0xFF, 0xFF}}) {
            byte[] bytes = {'d', (byte) header[0], (byte) header[1], (byte) header[2], (byte) header[3]};
            MessageReader reader = new MessageReader(new ByteArrayInputStream(bytes));
            assertThrows(ProtocolException.class, reader::next);
        }
    }

    @Test
    void does_not_read_beyond_a_message() throws Exception {
        byte[] bytes = {'D', 0, 0, 0, 10, 0, 1, 0, 0, 0, 9, 'Z', 0, 0, 0, 4};
        MessageReader reader = new MessageReader(new ByteArrayInputStream(bytes));
        reader.next();
        assertThrows(ProtocolException.class, () -> Row.read(reader));
        assertThrows(ProtocolException.class, () -> reader.longAt(0));
        assertThrows(ProtocolException.class, () -> reader.byteAt(-1));
    }
}
