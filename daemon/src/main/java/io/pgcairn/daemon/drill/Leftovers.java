package io.pgcairn.daemon.drill;

import io.pgcairn.daemon.instance.InstanceException;
import io.pgcairn.daemon.instance.PrivateServer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What killed drills of one cluster left: their servers and their directories. Only what bears a drill's name and mark,
 * and is locked by nobody, is touched.
 *
 * @param base where drills are done
 */
public record Leftovers(Path base, String cluster) {
    private static final String LABEL = "-\\d{8}T\\d{6}\\.\\d{3}Z";

    /**
     * Ends and removes them.
     *
     * @return the directories that went
     */
    public List<Path> remove() throws IOException, InstanceException {
        List<Path> gone = new ArrayList<>();
        for (Path root : named()) {
            if (isRemoved(root)) {
                gone.add(root);
            }
        }
        return gone;
    }

    private List<Path> named() throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(cluster) + LABEL);
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(base)) {
            for (Path entry : entries) {
                if (name.matcher(String.valueOf(entry.getFileName())).matches()
                        && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(entry);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return found;
    }

    private static boolean isRemoved(Path root) throws IOException, InstanceException {
        try (FileChannel mark = FileChannel.open(
                root.resolve(DrillDirectory.MARK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            try (FileLock lock = mark.tryLock()) {
                if (lock == null) {
                    return false;
                }
                PrivateServer.endLeftover(root.resolve("data"));
                DrillDirectory.remove(root);
                return true;
            }
        } catch (OverlappingFileLockException e) {
            // A drill of this very process.
            return false;
        } catch (NoSuchFileException e) {
            // Kept by an operator's wish, or killed before there was anything in it.
            return false;
        }
    }
}
