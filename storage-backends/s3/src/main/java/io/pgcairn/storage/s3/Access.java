package io.pgcairn.storage.s3;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Whose credentials sign the requests. */
sealed interface Access {
    /** What the environment offers: variables, files, the container's or the machine's role. */
    record FromEnvironment() implements Access {}

    /** A profile of the AWS configuration files. */
    record FromProfile(String name) implements Access {}

    /** A key pair in files, which may change while we run. */
    record FromFiles(Path accessKey, Path secretKey, Optional<Path> sessionToken) implements Access {}

    /** A role that a token in a file gives. */
    record FromWebIdentity(Path token, String roleArn, Optional<URI> stsEndpoint) implements Access {}

    /** Nobody's. */
    record Anonymous() implements Access {}
}
