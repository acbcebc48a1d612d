package io.pgcairn.storage.servers.gcs;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An object.
 *
 * @param settings what the client said of it: metadata, storage class, key
 */
record Stored(String name, long generation, byte[] content, Instant created, Map<String, Object> settings) {
    String crc32c() {
        return Crc.of(content);
    }

    /** Its resource, as the API shows it. */
    Map<String, Object> resource() {
        Map<String, Object> shown = new HashMap<>(settings);
        shown.put("kind", "storage#object");
        shown.put("name", name);
        shown.put("generation", Long.toString(generation));
        shown.put("size", Integer.toString(content.length));
        shown.put("timeCreated", created.toString());
        shown.put("crc32c", crc32c());
        return shown;
    }

    Optional<String> keySha256() {
        return Optional.ofNullable(settings.get(CustomerKeys.SETTING)).map(Object::toString);
    }
}
