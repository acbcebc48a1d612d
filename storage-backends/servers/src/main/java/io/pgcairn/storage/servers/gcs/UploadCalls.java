package io.pgcairn.storage.servers.gcs;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Uploads, with one request or through a session. */
final class UploadCalls {
    private static final Set<String> PARAMETERS = Set.of("uploadType", "ifGenerationMatch", "kmsKeyName");
    private static final Set<String> SETTINGS = Set.of("name", "contentType", "metadata", "storageClass", "crc32c");

    private final Bucket bucket;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    UploadCalls(Bucket bucket) {
        this.bucket = bucket;
    }

    /** How many sessions have neither ended nor been cancelled. */
    int open() {
        return sessions.size();
    }

    /** Forgets all sessions, as happens to one that is too old. */
    void forget() {
        sessions.clear();
    }

    Answer post(Call call) throws IOException {
        call.requireOnly(PARAMETERS);
        return switch (call.parameter("uploadType").orElse("")) {
            case "multipart" -> multipart(call);
            case "resumable" -> begin(call);
            case String other -> throw new Violation("uploadType=" + other);
        };
    }

    Answer put(Call call, boolean isCutOff) throws IOException {
        Session session = require(call);
        Optional<Stored> stored = session.take(call, isCutOff);
        if (stored.isPresent()) {
            return Answer.json(200, stored.get().resource());
        }
        Map<String, String> kept = session.kept() == 0 ? Map.of() : Map.of("Range", "bytes=0-" + (session.kept() - 1));
        return Answer.empty(308, kept);
    }

    Answer delete(Call call) {
        require(call);
        sessions.remove(call.query().get("upload_id"));
        return Answer.empty(499, Map.of());
    }

    private Session require(Call call) {
        call.requireOnly(Set.of("uploadType", "upload_id"));
        Session session = sessions.get(call.parameter("upload_id").orElse(""));
        if (session == null) {
            throw new Refusal(410, "gone", "The upload session is gone.");
        }
        return session;
    }

    private Answer begin(Call call) throws IOException {
        Map<String, Object> settings = settings(call, call.body().readNBytes((int) call.contentLength()));
        String name = nameOf(settings);
        bucket.requireGeneration(name, condition(call));
        String id = UUID.randomUUID().toString();
        sessions.put(id, new Session(bucket, name, settings, condition(call)));
        // As the client called it: there may be a proxy between.
        String host = call.header("host").orElseThrow();
        String address = "http://" + host + call.path() + "?uploadType=resumable&upload_id=" + id;
        return Answer.empty(200, Map.of("Location", address));
    }

    private Answer multipart(Call call) throws IOException {
        Multipart parts = Multipart.read(call);
        if (parts.bodies().size() != 2) {
            throw new Violation("an upload of " + parts.bodies().size() + " parts");
        }
        Map<String, Object> settings = settings(call, parts.bodies().getFirst());
        byte[] content = parts.bodies().getLast();
        String stated = String.valueOf(settings.get("crc32c"));
        if (!stated.equals(Crc.of(content))) {
            throw new Violation("crc32c " + stated + " for a body with " + Crc.of(content));
        }
        Stored stored = bucket.put(nameOf(settings), content, settings, condition(call));
        return Answer.json(200, stored.resource());
    }

    private static Map<String, Object> settings(Call call, byte[] json) throws IOException {
        Map<String, Object> settings = new HashMap<>(JSON.std.mapFrom(json));
        for (String key : settings.keySet()) {
            if (!SETTINGS.contains(key)) {
                throw new Violation("an object with an unknown setting " + key);
            }
        }
        call.parameter("kmsKeyName").ifPresent(key -> settings.put("kmsKeyName", key));
        CustomerKeys.sha256(call).ifPresent(sha256 -> settings.put(CustomerKeys.SETTING, sha256));
        return settings;
    }

    private static String nameOf(Map<String, Object> settings) {
        if (settings.get("name") instanceof String name) {
            return name;
        }
        throw new Violation("an object without a name");
    }

    private static Optional<Long> condition(Call call) {
        return call.parameter("ifGenerationMatch").map(Long::parseLong);
    }
}
