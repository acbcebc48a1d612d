package io.pgcairn.daemon.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The page's one style sheet, which stands in the page and is allowed there by its hash alone. */
record Stylesheet(String css) {
    private static final String NAME = "page.css";

    /** The one that is part of the program. */
    static Stylesheet read() {
        try (InputStream in = Stylesheet.class.getResourceAsStream(NAME)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks " + NAME);
            }
            return new Stylesheet(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stylesheet {
        if (css.contains("</")) {
            throw new IllegalArgumentException("a style sheet ends where HTML would end it");
        }
    }

    /** The header {@code Content-Security-Policy}: this sheet, forms to ourselves, and nothing else from anywhere. */
    String policy() {
        return "default-src 'none'; style-src 'sha256-" + hash()
                + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    private String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
