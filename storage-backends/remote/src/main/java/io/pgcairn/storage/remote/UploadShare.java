package io.pgcairn.storage.remote;

import java.util.concurrent.Semaphore;

/**
 * What the uploads of one store share.
 *
 * @param pool the memory they gather in
 * @param sizes how long their parts are
 * @param background how many parts of all of them may be put in the background
 * @param open those that the store has to abandon when it is closed
 */
record UploadShare(ChunkPool pool, PartSizes sizes, Semaphore background, OpenUploads open) {}
