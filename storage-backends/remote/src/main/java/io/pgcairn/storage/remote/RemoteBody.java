package io.pgcairn.storage.remote;

import java.io.InputStream;

/**
 * An object's bytes on their way.
 *
 * @param stream the bytes; closing it early gives the connection up rather than reading on
 * @param length how many bytes the store announced for this range
 * @param version tells this content from any other that the key may have later: an entity tag or a generation
 */
public record RemoteBody(InputStream stream, long length, String version) {}
