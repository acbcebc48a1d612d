package io.pgcairn.daemon.config;

/**
 * One thing wrong with a configuration file.
 *
 * @param line from 1; 0 when the file as a whole is meant
 * @param key the dotted path of the key, empty for the file as a whole
 * @param text what is wrong, with the value and what is allowed
 */
record Problem(String file, int line, String key, String text) {
    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line : file;
        return key.isEmpty() ? place + ": " + text : place + ": " + key + ": " + text;
    }
}
