package io.pgcairn.daemon.pipeline;

/** What the layers of the pipeline add to an object's name, innermost first. */
final class Layers {
    static final String ZSTD_SUFFIX = ".zst";
    static final String AGE_SUFFIX = ".age";

    private Layers() {}
}
