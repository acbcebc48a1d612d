package io.pgcairn.daemon.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs addresses of a storage account, for all that can be done with blobs, for a day.
 *
 * @param endpoint of the account
 * @param key of the account, in base64
 */
record AzureSignature(String endpoint, String account, String key) {
    private static final String VERSION = "2018-11-09";
    private static final String RIGHTS = "rwdlac";

    void makeContainer(String name) throws IOException, InterruptedException {
        URI address = URI.create(url("/" + name) + "&restype=container");
        HttpRequest request = HttpRequest.newBuilder(address)
                .PUT(HttpRequest.BodyPublishers.noBody())
                .header("x-ms-version", VERSION)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 201) {
                throw new IOException("no container: " + response.statusCode() + " " + response.body());
            }
        }
    }

    /** @param path below the account, empty for the account itself */
    String url(String path) {
        String end = Instant.now()
                .plus(Duration.ofDays(1))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        String signed = String.join("\n", account, RIGHTS, "b", "sco", "", end, "", "https,http", VERSION, "");
        return endpoint + path + "?sv=" + VERSION + "&ss=b&srt=sco&sp=" + RIGHTS + "&se=" + encoded(end)
                + "&spr=https,http&sig=" + encoded(signature(signed));
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has no HMAC with SHA-256", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
