package io.pgcairn.storage;

/**
 * One setting of a backend. Its declaration is what the setting is read by and what the reference page shows.
 *
 * @param name its key under a tier's {@code options}, in lower case with {@code _}
 * @param allowed what it takes, as a phrase: {@code a number of bytes from 5MiB to 5GiB}
 * @param fallback what holds when it is not given, as it would be written, or a phrase
 * @param meaning what it is for, a sentence
 */
public record StoreOption(String name, String allowed, String fallback, String meaning) {
    public StoreOption {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("not an option's name: " + name);
        }
    }
}
