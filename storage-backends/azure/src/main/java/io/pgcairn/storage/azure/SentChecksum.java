package io.pgcairn.storage.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.policy.AddHeadersFromContextPolicy;
import io.pgcairn.storage.remote.PartBody;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import reactor.util.context.Context;

/** What goes with the bytes of a put, so that Azure refuses those that changed on their way. */
enum SentChecksum {
    /** Azure's own; emulators do not know it. */
    CRC64,
    /** What everything that speaks Azure's protocol knows, and takes most of a put's CPU time. */
    MD5,
    /** Nothing: TLS alone protects the bytes. */
    NONE;

    private static final HttpHeaderName HEADER = HttpHeaderName.fromString("x-ms-content-crc64");

    /** For the field that Azure's client has for it. */
    Optional<byte[]> md5(PartBody body) {
        if (this != MD5) {
            return Optional.empty();
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            body.slices().forEach(digest::update);
            return Optional.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    /** Adds the header for which Azure's client has no field; its pipeline takes it from the context. */
    Context with(PartBody body, Context context) {
        if (this != CRC64) {
            return context;
        }
        Crc64 crc = new Crc64();
        body.slices().forEach(crc::update);
        HttpHeaders headers = new HttpHeaders().set(HEADER, crc.base64());
        return context.put(AddHeadersFromContextPolicy.AZURE_REQUEST_HTTP_HEADERS_KEY, headers);
    }
}
