package io.pgcairn.storage.servers.gcs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reading, listing and deleting. */
record ObjectCalls(Bucket bucket) {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final int MAX_PAGE = 1000;

    Answer list(Call call) {
        call.requireOnly(Set.of("prefix", "startOffset", "maxResults", "pageToken"));
        long asked = call.parameter("maxResults").map(Long::parseLong).orElse((long) MAX_PAGE);
        if (asked < 1) {
            throw new Violation("maxResults=" + asked);
        }
        String prefix = call.parameter("prefix").orElse("");
        String start =
                call.parameter("pageToken").orElse(call.parameter("startOffset").orElse(""));
        List<Stored> found = bucket.from(start).stream()
                .filter(each -> each.name().startsWith(prefix))
                .toList();
        int size = (int) Math.min(found.size(), Math.min(asked, MAX_PAGE));
        Map<String, Object> answer = new HashMap<>(Map.of("kind", "storage#objects"));
        List<Map<String, Object>> items = new ArrayList<>();
        found.subList(0, size).forEach(each -> items.add(each.resource()));
        if (!items.isEmpty()) {
            answer.put("items", items);
        }
        if (size < found.size()) {
            answer.put("nextPageToken", found.get(size).name());
        }
        return Answer.json(200, answer);
    }

    Answer get(Call call, String name) {
        call.requireOnly(Set.of("alt", "generation"));
        Stored stored = bucket.require(name, generation(call));
        if (!call.parameter("alt").equals(Optional.of("media"))) {
            return Answer.json(200, stored.resource());
        }
        if (!stored.keySha256().equals(CustomerKeys.sha256(call))) {
            throw new Refusal(400, "customerEncryptionKeyIsIncorrect", "The provided encryption key is incorrect.");
        }
        return media(stored, call.header("range"));
    }

    Answer delete(Call call, String name) {
        call.requireOnly(Set.of("generation"));
        bucket.remove(name, generation(call));
        return Answer.empty(204, Map.of());
    }

    private static Answer media(Stored stored, Optional<String> range) {
        byte[] content = stored.content();
        Map<String, String> headers = new HashMap<>();
        headers.put("x-goog-generation", Long.toString(stored.generation()));
        headers.put("x-goog-hash", "crc32c=" + stored.crc32c());
        if (range.isEmpty()) {
            return new Answer(200, headers, content);
        }
        Matcher matcher = RANGE.matcher(range.get());
        if (!matcher.matches()) {
            throw new Violation("Range: " + range.get());
        }
        long from = Long.parseLong(matcher.group(1));
        if (from >= content.length) {
            throw new Refusal(416, "requestedRangeNotSatisfiable", "Request range not satisfiable");
        }
        long last = matcher.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(matcher.group(2));
        if (last < from) {
            throw new Violation("Range: " + range.get());
        }
        int end = (int) Math.min(content.length, last == Long.MAX_VALUE ? last : last + 1);
        headers.put("Content-Range", "bytes " + from + "-" + (end - 1) + "/" + content.length);
        return new Answer(206, headers, Arrays.copyOfRange(content, (int) from, end));
    }

    private static Optional<Long> generation(Call call) {
        return call.parameter("generation").map(Long::parseLong);
    }
}
