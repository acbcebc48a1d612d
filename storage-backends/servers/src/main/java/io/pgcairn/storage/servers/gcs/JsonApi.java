package io.pgcairn.storage.servers.gcs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Which request is which, and what its answer is. Safe for use by several threads. */
final class JsonApi {
    private final Bucket bucket = new Bucket();
    private final String objects;
    private final Faults faults;
    private final ObjectCalls objectCalls;
    private final UploadCalls uploadCalls;
    private final List<String> violations = new CopyOnWriteArrayList<>();

    JsonApi(String bucketName, Faults faults) {
        this.objects = "/storage/v1/b/" + bucketName + "/o";
        this.faults = faults;
        this.objectCalls = new ObjectCalls(bucket);
        this.uploadCalls = new UploadCalls(bucket);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    String setting(String object, String name) {
        Object found = bucket.require(object, Optional.empty()).settings().get(name);
        return found == null ? "" : found.toString();
    }

    int openSessions() {
        return uploadCalls.open();
    }

    /** The answer; empty if the connection is to break instead. */
    Optional<Answer> answer(Call call) throws IOException {
        try {
            if (call.path().startsWith("/upload" + objects)) {
                return upload(call);
            }
            if (call.path().equals("/batch/storage/v1") && call.method().equals("POST")) {
                return Optional.of(BatchCalls.answer(call, this::inner));
            }
            return Optional.of(object(call));
        } catch (Refusal e) {
            return Optional.of(e.answer());
        } catch (Violation e) {
            violations.add(e.getMessage() + " in " + call);
            return Optional.of(Answer.error(400, "invalid", e.toString()));
        }
    }

    private Optional<Answer> upload(Call call) throws IOException {
        return switch (call.method()) {
            case "POST" -> {
                Answer answer = uploadCalls.post(call);
                boolean isWhole = call.parameter("uploadType").equals(Optional.of("multipart"));
                yield isWhole && faults.isDue(Fault.Kind.PUT_REPLY_LOST) ? Optional.empty() : Optional.of(answer);
            }
            case "PUT" -> part(call);
            case "DELETE" -> Optional.of(uploadCalls.delete(call));
            case String other -> throw new Violation(other + " on an upload");
        };
    }

    private Optional<Answer> part(Call call) throws IOException {
        String range = call.header("content-range").orElse("");
        boolean isQuestion = range.equals("bytes */*");
        boolean isLast = !isQuestion && !range.endsWith("/*");
        if (!isQuestion && !isLast && faults.isDue(Fault.Kind.SESSION_FORGOTTEN)) {
            uploadCalls.forget();
        }
        if (!isQuestion && !isLast && faults.isDue(Fault.Kind.PART_CUT_OFF)) {
            Answer unused = uploadCalls.put(call, true);
            return Optional.empty();
        }
        Answer answer = uploadCalls.put(call, false);
        boolean isLost =
                !isQuestion && faults.isDue(isLast ? Fault.Kind.COMMIT_REPLY_LOST : Fault.Kind.PART_REPLY_LOST);
        return isLost ? Optional.empty() : Optional.of(answer);
    }

    private Answer inner(Call call) {
        try {
            return object(call);
        } catch (Refusal e) {
            return e.answer();
        }
    }

    private Answer object(Call call) {
        String path = call.path().startsWith("/download/") ? call.path().substring("/download".length()) : call.path();
        if (path.equals(objects) && call.method().equals("GET")) {
            return objectCalls.list(call);
        }
        if (!path.startsWith(objects + "/")) {
            throw path.startsWith("/storage/v1/b/") ? Refusal.noBucket() : new Violation("an unknown path");
        }
        String name = path.substring(objects.length() + 1);
        if (name.isEmpty() || name.contains("/")) {
            throw new Violation("an object's name that is not escaped");
        }
        return switch (call.method()) {
            case "GET" -> read(objectCalls.get(call, Call.decoded(name.replace("+", "%2B"))));
            case "DELETE" -> objectCalls.delete(call, Call.decoded(name.replace("+", "%2B")));
            case String other -> throw new Violation(other + " on an object");
        };
    }

    private Answer read(Answer answer) {
        boolean isMedia = answer.headers().containsKey("x-goog-generation");
        if (isMedia && answer.status() == 200 && faults.isDue(Fault.Kind.READ_DAMAGED)) {
            byte[] damaged = answer.body().clone();
            damaged[damaged.length / 2] ^= 1;
            return new Answer(answer.status(), answer.headers(), damaged);
        }
        return answer;
    }
}
