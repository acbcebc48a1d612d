package io.pgcairn.storage.gcs;

import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * Credentials that follow their file: a key that is rotated needs no restart. While the file is being replaced, and as
 * long as it makes no sense, those before hold. Used by one thread at a time.
 */
final class CredentialsFile implements GcsCredentials.Source {
    /** Makes credentials of a file's content. */
    @FunctionalInterface
    interface Reader {
        GoogleCredentials read(byte[] json) throws IOException;
    }

    /** What tells one content of the file from another without reading it. */
    private record Look(FileTime modified, long length) {
        static Look at(Path file) throws IOException {
            return new Look(Files.getLastModifiedTime(file), Files.size(file));
        }
    }

    private final Path file;
    private final Reader reader;

    private Look last;
    private GoogleCredentials current;

    /** Reads the file at once. */
    CredentialsFile(Path file, Reader reader) throws IOException {
        this.file = file;
        this.reader = reader;
        this.last = Look.at(file);
        this.current = reader.read(Files.readAllBytes(file));
    }

    @Override
    public GoogleCredentials find() {
        try {
            Look now = Look.at(file);
            if (!now.equals(last)) {
                current = reader.read(Files.readAllBytes(file));
                last = now;
            }
        } catch (IOException | IllegalArgumentException e) {
            return current; // read again at the next request; Google refuses what does not hold any more
        }
        return current;
    }
}
