package io.pgcairn.daemon.e2e;

import io.pgcairn.storage.servers.AzuriteServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A prefix in a container of Azurite. */
record CloudAzure(AzuriteServer server) implements Cloud {
    private static final String PREFIX = "alone/";
    private static final String VERSION = "2021-12-02";
    private static final int HEADERS_THAT_ARE_EMPTY = 11;
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);
    private static final Pattern NAME = Pattern.compile("<Name>" + PREFIX + "([^<]*)</Name>");
    private static final Pattern NEXT = Pattern.compile("<NextMarker>([^<]+)</NextMarker>");

    /** Aborts the test where there is no npm. */
    static CloudAzure onAzurite() throws IOException, InterruptedException {
        CloudAzure cloud = new CloudAzure(AzuriteServer.start());
        URI container = cloud.container("?restype=container");
        RawHttp.put(container, cloud.signed("PUT", container));
        return cloud;
    }

    @Override
    public String tier(String name, Path directory) throws IOException {
        Path key = Files.writeString(directory.resolve("account-key"), server.key() + "\n");
        return """
              - name: %s
                store: azure://%s/%s/%s
                options: { endpoint: "%s", account_key_file: %s }
        """.formatted(name, server.account(), BUCKET, PREFIX.replace("/", ""), server.endpoint(), key);
    }

    @Override
    public String proof() {
        return "one of two racing puts won";
    }

    @Override
    public TreeSet<String> names() throws IOException, InterruptedException {
        TreeSet<String> names = new TreeSet<>();
        String page = "";
        do {
            String listing =
                    new String(get("?restype=container&comp=list&prefix=" + PREFIX + page), StandardCharsets.UTF_8);
            NAME.matcher(listing).results().forEach(name -> names.add(name.group(1)));
            page = NEXT.matcher(listing)
                    .results()
                    .findFirst()
                    .map(MatchResult::group)
                    .map(next -> "&marker=" + NEXT.matcher(next).replaceFirst("$1"))
                    .orElse("");
        } while (!page.isEmpty());
        return names;
    }

    @Override
    public byte[] bytes(String name) throws IOException, InterruptedException {
        return get("/" + PREFIX + name);
    }

    private byte[] get(String rest) throws IOException, InterruptedException {
        URI uri = container(rest);
        return RawHttp.get(uri, signed("GET", uri));
    }

    private URI container(String rest) {
        return URI.create(server.endpoint() + "/" + BUCKET + rest);
    }

    /** The headers of a request without a body that the account's key signs, as Azure's documents ask for it. */
    private Map<String, String> signed(String method, URI uri) {
        String date = HTTP_DATE.format(ZonedDateTime.now(ZoneOffset.UTC));
        StringBuilder text = new StringBuilder(method + "\n".repeat(HEADERS_THAT_ARE_EMPTY + 1));
        text.append("x-ms-date:").append(date).append("\nx-ms-version:").append(VERSION);
        text.append("\n/").append(server.account()).append(uri.getPath());
        String query = Objects.requireNonNullElse(uri.getQuery(), "");
        Arrays.stream(query.split("&"))
                .filter(parameter -> !parameter.isEmpty())
                .sorted()
                .forEach(parameter -> text.append('\n').append(parameter.replaceFirst("=", ":")));
        String authorization = "SharedKey " + server.account() + ":" + mac(text.toString());
        return Map.of("x-ms-date", date, "x-ms-version", VERSION, "Authorization", authorization);
    }

    private String mac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(server.key()), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
