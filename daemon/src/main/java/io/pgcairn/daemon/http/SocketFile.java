package io.pgcairn.daemon.http;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The name of the Unix socket in its directory. */
final class SocketFile {
    private static final Logger LOG = LoggerFactory.getLogger(SocketFile.class);

    /** What the kernel has room for, without the zero behind it. */
    private static final int MAX_BYTES = 107;

    private final Path path;
    private final Path closed;
    private @Nullable Object key;

    SocketFile(Path path) {
        this.path = path;
        // Of this process alone, and short: the socket's path in it is hardly longer than the final one.
        this.closed = path.resolveSibling(".p" + ProcessHandle.current().pid());
    }

    private Path inside() {
        return closed.resolve("s");
    }

    /**
     * Where it is bound first: in a directory that is ours alone, since it has the rights of the umask until they are
     * set.
     *
     * @throws IOException the directory cannot be made
     */
    UnixDomainSocketAddress hidden() throws IOException {
        tidy();
        Files.createDirectory(
                closed, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return UnixDomainSocketAddress.of(inside());
    }

    /** Removes that directory. */
    void tidy() {
        try {
            Files.deleteIfExists(inside());
            Files.deleteIfExists(closed);
        } catch (IOException e) {
            LOG.debug("{} is left", closed, e);
        }
    }

    /**
     * Takes away what a daemon that is no more has left.
     *
     * @throws ListenFailure there is something else, a daemon listens, or the path is too long
     */
    void clear() throws ListenFailure {
        if (Math.max(length(path), length(inside())) > MAX_BYTES) {
            throw new ListenFailure(
                    "the path of the Unix socket is longer than " + MAX_BYTES + " bytes: " + path,
                    "set http.socket to a shorter one, such as /run/pgcairn/pgcairn.sock",
                    null);
        }
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            if (!attributes().isOther()) {
                throw new ListenFailure(path + " is there and is no socket", "change http.socket, or remove it", null);
            }
            if (isListenedAt()) {
                throw new ListenFailure(
                        "another process listens at " + path, "end that daemon, or change http.socket", null);
            }
            Files.delete(path);
            LOG.info("the socket {} of a daemon that is no more was removed", path);
        } catch (IOException e) {
            throw new ListenFailure(
                    "the old socket " + path + " cannot be replaced: " + e, "look at its directory's rights", e);
        }
    }

    private static int length(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private boolean isListenedAt() {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // A full queue of a living one is no reason to think it dead.
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (java.net.ConnectException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Lets the owner and the group in, and nobody else; only then it gets its name. */
    void open() throws IOException {
        Files.setPosixFilePermissions(inside(), PosixFilePermissions.fromString("rw-rw----"));
        Files.move(inside(), path, StandardCopyOption.ATOMIC_MOVE);
        key = attributes().fileKey();
    }

    /** Removes it, unless it is another daemon's by now. */
    void remove() {
        try {
            if (key != null && Objects.equals(key, attributes().fileKey())) {
                Files.delete(path);
            }
        } catch (IOException e) {
            LOG.debug("the socket {} is gone already", path, e);
        }
    }
}
