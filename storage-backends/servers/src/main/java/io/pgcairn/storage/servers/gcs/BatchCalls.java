package io.pgcairn.storage.servers.gcs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Several requests in one. */
final class BatchCalls {
    private static final int MOST = 100;
    private static final String BOUNDARY = "batch_of_answers";

    private BatchCalls() {}

    /** @param each answers a request that was inside */
    static Answer answer(Call call, Function<Call, Answer> each) throws IOException {
        Multipart parts = Multipart.read(call);
        if (parts.bodies().isEmpty() || parts.bodies().size() > MOST) {
            throw new Violation("a batch of " + parts.bodies().size());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int number = 0;
        for (byte[] body : parts.bodies()) {
            number++;
            Answer answer = each.apply(inner(new String(body, StandardCharsets.ISO_8859_1)));
            out.write(Multipart.ascii("--" + BOUNDARY + "\r\nContent-Type: application/http\r\nContent-ID: <response-"
                    + number + ">\r\n\r\n"));
            write(answer, out);
        }
        out.write(Multipart.ascii("--" + BOUNDARY + "--\r\n"));
        return new Answer(200, Map.of("Content-Type", "multipart/mixed; boundary=" + BOUNDARY), out.toByteArray());
    }

    private static Call inner(String text) {
        String[] firstLine = text.lines().findFirst().orElse("").split(" ");
        if (firstLine.length < 2 || !firstLine[0].toUpperCase(Locale.ROOT).equals("DELETE")) {
            throw new Violation("a batch with something else than a deletion: " + text);
        }
        return Call.of(firstLine[0], URI.create(firstLine[1]), Map.of(), new ByteArrayInputStream(new byte[0]));
    }

    private static void write(Answer answer, ByteArrayOutputStream out) throws IOException {
        out.write(Multipart.ascii("HTTP/1.1 " + answer.status() + " x\r\n"));
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            out.write(Multipart.ascii(header.getKey() + ": " + header.getValue() + "\r\n"));
        }
        out.write(Multipart.ascii("Content-Length: " + answer.body().length + "\r\n\r\n"));
        out.write(answer.body());
        out.write(Multipart.ascii("\r\n"));
    }
}
