package io.pgcairn.storage.azure;

/** A text that is never printed. */
record Secret(String text) {
    @Override
    public String toString() {
        return "***";
    }
}
