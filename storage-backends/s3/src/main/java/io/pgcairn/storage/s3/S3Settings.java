package io.pgcairn.storage.s3;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to talk to the server, as configured. Names no class of the SDK.
 *
 * @param endpoint the server; empty for Amazon's
 * @param region what requests are signed for; empty if the environment says it
 * @param pathStyle whether the bucket is named in the path
 * @param checksums which checksums go along
 * @param conditionalPut whether the server obeys If-None-Match
 * @param partBytes how long a part is
 * @param proxy the proxy; empty for none
 * @param caFile authorities to trust besides Java's
 * @param access whose credentials sign requests
 * @param terms what new objects are stored with
 */
record S3Settings(
        Optional<URI> endpoint,
        Optional<String> region,
        boolean pathStyle,
        Checksums checksums,
        boolean conditionalPut,
        int partBytes,
        Optional<URI> proxy,
        Optional<Path> caFile,
        Access access,
        Terms terms) {

    /** Which checksums go along with a request. */
    enum Checksums {
        WHEN_REQUIRED,
        WHEN_SUPPORTED,
        MD5
    }
}
