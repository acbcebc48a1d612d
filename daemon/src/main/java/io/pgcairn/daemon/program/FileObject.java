package io.pgcairn.daemon.program;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectReader;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** One file as the only object there is: an object that was copied out of its store. */
final class FileObject implements ObjectReader {
    private static final byte[] AGE = "age-encryption.org/v1".getBytes(StandardCharsets.US_ASCII);

    private final Path file;

    FileObject(Path file) {
        this.file = file;
    }

    /** A key with the file's name, whose end tells the layers; signs that no object has are replaced. */
    static ObjectKey keyOf(Path file) {
        String name = String.valueOf(file.getFileName()).replaceAll("[^A-Za-z0-9._+=@:-]", "_");
        return new ObjectKey("file-" + name.substring(Math.max(0, name.length() - 200)));
    }

    /** Refuses a sealed file whose name hides that: its ciphertext would pass for what is in it. */
    void requireTellingName() throws CairnException {
        try (InputStream bytes = Files.newInputStream(file)) {
            boolean isSealed = Arrays.equals(bytes.readNBytes(AGE.length), AGE);
            if (isSealed && !file.toString().endsWith(".age")) {
                throw UnusableNameException.sealed(file);
            }
        } catch (IOException e) {
            throw ObjectFailure.of("opening " + file, translated(e));
        }
    }

    @Override
    public InputStream get(ObjectKey key, ByteRange range) throws StoreException {
        try {
            InputStream stream = Files.newInputStream(file);
            stream.skipNBytes(range.offset());
            return stream;
        } catch (IOException e) {
            throw translated(e);
        }
    }

    @Override
    public ObjectInfo head(ObjectKey key) throws StoreException {
        try {
            return new ObjectInfo(
                    key, Files.size(file), Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            throw translated(e);
        }
    }

    private StoreException translated(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> new ObjectMissingException("there is no file " + file, "check the path", e);
            case AccessDeniedException _ ->
                new StoreForbiddenException("the file " + file + " may not be read", "check its owner and mode", e);
            default -> new StoreUnavailableException(file + " cannot be read: " + e.getMessage(), "check the disk", e);
        };
    }
}
