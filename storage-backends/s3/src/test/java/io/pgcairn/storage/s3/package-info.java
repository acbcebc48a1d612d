/** Tests of the S3 backend: its reading of settings and answers without a server, its requests with several. */
@NullMarked
package io.pgcairn.storage.s3;

import org.jspecify.annotations.NullMarked;
