package io.pgcairn.daemon.basebackup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlFileTest {
    @ParameterizedTest
    @ValueSource(ints = {288, 292})
    void reads_a_torn_file_again_until_it_is_whole(int checksumOffset) throws Exception {
        byte[] torn = controlFile(checksumOffset);
        torn[100]++;
        AtomicInteger reads = new AtomicInteger();
        ByteBuffer read =
                ControlFile.readWhole(() -> reads.incrementAndGet() < 3 ? torn.clone() : controlFile(checksumOffset));
        assertEquals(3, reads.get());
        assertArrayEquals(controlFile(checksumOffset), read.array());
    }

    @Test
    void gives_up_on_a_file_that_stays_wrong() {
        for (byte[] wrong : new byte[][] {new byte[8192], new byte[0], new byte[130]}) {
            AtomicInteger reads = new AtomicInteger();
            assertThrows(
                    BackupFailedException.class,
                    () -> ControlFile.readWhole(() -> {
                        reads.incrementAndGet();
                        return wrong;
                    }));
            assertEquals(100, reads.get());
        }
    }

    private static byte[] controlFile(int checksumOffset) {
        byte[] file = new byte[8192];
        for (int i = 0; i < checksumOffset; i++) {
            file[i] = (byte) (i * 13 + 5);
        }
        CRC32C crc = new CRC32C();
        crc.update(file, 0, checksumOffset);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(checksumOffset, (int) crc.getValue());
        return file;
    }
}
