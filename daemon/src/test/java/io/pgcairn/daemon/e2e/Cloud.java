package io.pgcairn.daemon.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.TreeSet;

/** A bucket of a cloud: what an operator configures, and what anybody sees who asks the server by its own API. */
interface Cloud extends AutoCloseable {
    /** Where all of them keep things, in the bucket. */
    String BUCKET = "pgcairn-test";

    /**
     * A tier's line in the configuration.
     *
     * @param directory takes the files with secrets
     */
    String tier(String name, Path directory) throws IOException;

    /** What {@code check} has to say of it. */
    String proof();

    /** The names of all objects, without the prefix. */
    TreeSet<String> names() throws IOException, InterruptedException;

    /** The bytes of an object as they lie there. */
    byte[] bytes(String name) throws IOException, InterruptedException;

    default TreeMap<String, byte[]> objects() throws IOException, InterruptedException {
        TreeMap<String, byte[]> objects = new TreeMap<>();
        for (String name : names()) {
            objects.put(name, bytes(name));
        }
        return objects;
    }

    @Override
    void close() throws IOException;
}
