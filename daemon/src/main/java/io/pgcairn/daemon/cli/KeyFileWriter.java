package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes a file that only its owner may read, and never over another. */
final class KeyFileWriter {
    private static final Set<StandardOpenOption> NEW_ONLY =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private KeyFileWriter() {}

    static void write(Path file, String text) throws UnusableArgumentException {
        try {
            // The mode is set as the file is made: there is no moment in which others could open it.
            FileChannel channel = FileChannel.open(
                    file, NEW_ONLY, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            fill(file, channel, text);
        } catch (FileAlreadyExistsException e) {
            throw refused(file + " exists, and a key is never overwritten", "give another path, or move it away");
        } catch (NoSuchFileException e) {
            throw refused("there is no directory for " + file, "make it, or give another path");
        } catch (IOException e) {
            throw refused("the key cannot be written to " + file + ": " + e.getMessage(), "give a path you may write");
        }
    }

    private static void fill(Path file, FileChannel channel, String text) throws IOException {
        try (channel) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            // Half a key is worse than none, and it is ours: we just made it.
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static UnusableArgumentException refused(String message, String hint) {
        return new UnusableArgumentException(Fault.KEY_UNUSABLE, message, hint);
    }
}
