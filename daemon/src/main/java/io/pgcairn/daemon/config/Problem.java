package io.pgcairn.daemon.config;

/**
 * One thing wrong with a configuration.
 *
 * @param place the file and line, or the variable
 * @param key the dotted path of the key, empty for the file as a whole
 * @param text what is wrong, with the value and what is allowed
 */
record Problem(Place place, String key, String text) {
    @Override
    public String toString() {
        return key.isEmpty() ? place + ": " + text : place + ": " + key + ": " + text;
    }
}
