package io.pgcairn.daemon.http;

import java.nio.file.Path;
import java.util.Optional;

/**
 * With what the endpoint proves itself, and by what it knows clients.
 *
 * @param certificate PEM, the server's own first and then its issuers
 * @param key PEM, PKCS#8, not encrypted
 * @param clientCa PEM, whose clients' certificates are believed; empty if clients have none
 */
public record TlsSettings(Path certificate, Path key, Optional<Path> clientCa) {}
