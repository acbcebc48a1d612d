package io.pgcairn.storage.local;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/** How a finished file takes a name that must be free. */
interface Publication {
    /**
     * Gives the file the name if nothing has it.
     *
     * @throws FileAlreadyExistsException something has the name
     */
    void publishIfAbsent(Path file, Path target) throws IOException;

    /** Whether one of several racing processes wins, not only one of several threads. */
    boolean isExclusive();
}
