package io.pgcairn.storage.s3;

import io.pgcairn.storage.StoreForbiddenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

/** A key pair in files, read again when one of them has changed. Safe for use by several threads. */
final class KeyFileCredentials implements AwsCredentialsProvider {
    private final Access.FromFiles files;
    private List<FileTime> readAt = List.of();
    private @Nullable AwsCredentials last;

    KeyFileCredentials(Access.FromFiles files) {
        this.files = files;
    }

    /** While a file is being replaced the old pair holds. */
    @Override
    public synchronized AwsCredentials resolveCredentials() {
        AwsCredentials known = last;
        try {
            List<FileTime> times = times();
            if (known != null && times.equals(readAt)) {
                return known;
            }
            AwsCredentials read = read();
            last = read;
            readAt = times;
            return read;
        } catch (IOException e) {
            if (known != null) {
                return known;
            }
            throw SdkClientException.create("no credentials", unreadable(e));
        }
    }

    private List<FileTime> times() throws IOException {
        List<FileTime> times = new ArrayList<>();
        for (Path file : all()) {
            times.add(Files.getLastModifiedTime(file));
        }
        return times;
    }

    private List<Path> all() {
        List<Path> all = new ArrayList<>(List.of(files.accessKey(), files.secretKey()));
        files.sessionToken().ifPresent(all::add);
        return all;
    }

    private AwsCredentials read() throws IOException {
        String accessKey = firstLine(files.accessKey());
        String secretKey = firstLine(files.secretKey());
        Optional<Path> token = files.sessionToken();
        if (token.isPresent()) {
            return AwsSessionCredentials.create(accessKey, secretKey, firstLine(token.get()));
        }
        return AwsBasicCredentials.create(accessKey, secretKey);
    }

    private static String firstLine(Path file) throws IOException {
        String line =
                Files.readString(file).lines().findFirst().map(String::strip).orElse("");
        if (line.isEmpty()) {
            throw new IOException("the file " + file + " is empty");
        }
        return line;
    }

    private static StoreForbiddenException unreadable(IOException e) {
        return new StoreForbiddenException(
                "the credentials cannot be read: " + e.getMessage(),
                "write the key into access_key_file and secret_key_file, and let pgcairn's user read them",
                e);
    }
}
