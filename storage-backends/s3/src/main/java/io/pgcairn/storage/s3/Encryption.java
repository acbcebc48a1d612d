package io.pgcairn.storage.s3;

import java.util.Optional;

/** What the server encrypts objects with, on top of our own encryption. */
sealed interface Encryption {
    /** Whatever the bucket's default is. */
    record Bucket() implements Encryption {}

    /** Keys that S3 keeps. */
    record Managed() implements Encryption {}

    /** A key of the key management service; empty for the account's own. */
    record KeyService(Optional<String> key) implements Encryption {}

    /** A key that we send along with every request. */
    record Customer(CustomerKey key) implements Encryption {}
}
