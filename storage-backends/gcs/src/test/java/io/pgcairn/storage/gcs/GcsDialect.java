package io.pgcairn.storage.gcs;

import io.pgcairn.storage.contract.fault.CannedReply;
import io.pgcairn.storage.contract.fault.FaultDialect;
import io.pgcairn.storage.contract.fault.RequestHead;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the JSON API is asked, and how it words its errors. */
final class GcsDialect implements FaultDialect {
    private static final String UPLOAD_ID = "upload_id";

    @Override
    public Set<Op> ops() {
        return EnumSet.allOf(Op.class);
    }

    @Override
    public Optional<Op> opOf(RequestHead request) {
        return switch (request.method()) {
            case "POST" -> post(request);
            case "PUT" -> part(request.header("content-range").orElse(""));
            case "GET" -> Optional.of(get(request));
            case "DELETE" -> request.hasQuery(UPLOAD_ID) ? Optional.empty() : Optional.of(Op.DELETE);
            default -> Optional.empty();
        };
    }

    private static Optional<Op> post(RequestHead request) {
        if (request.path().startsWith("/batch/")) {
            return Optional.of(Op.DELETE);
        }
        boolean isSession = "resumable".equals(request.query().get("uploadType"));
        return Optional.of(isSession ? Op.BEGIN : Op.PUT);
    }

    /** The last part names the total length and completes the object; a question how far it got is neither. */
    private static Optional<Op> part(String range) {
        if (range.startsWith("bytes */*")) {
            return Optional.empty();
        }
        return Optional.of(range.endsWith("/*") ? Op.PART : Op.COMPLETE);
    }

    private static Op get(RequestHead request) {
        if (request.path().endsWith("/o")) {
            return Op.LIST;
        }
        return "media".equals(request.query().get("alt")) ? Op.GET : Op.HEAD;
    }

    @Override
    public CannedReply reply(Trouble trouble) {
        return switch (trouble) {
            case BROKEN -> error(500, "backendError", "Backend Error");
            case BUSY -> error(503, "backendError", "Backend Error");
            case THROTTLED -> error(429, "rateLimitExceeded", "The rate limit is exceeded.");
            case FORBIDDEN -> error(403, "forbidden", "The caller does not have storage.objects.get access.");
            case EXPIRED -> error(401, "authError", "Invalid Credentials");
            case NO_OBJECT -> error(404, "notFound", "No such object: bucket/key");
            case NO_STORE -> error(404, "notFound", "The specified bucket does not exist.");
        };
    }

    @Override
    public Optional<CannedReply> errorInSuccess(Op op) {
        return Optional.empty();
    }

    @Override
    public boolean headSaysWhy() {
        return true;
    }

    /** Every body of ours comes with its CRC-32C; that of an upload in parts is compared at its end. */
    @Override
    public boolean checksRequests(Op op) {
        return op == Op.PUT;
    }

    /** The client is the JDK's oldest, which sends again on a connection that it kept too long. */
    @Override
    public boolean clientResends() {
        return true;
    }

    private static CannedReply error(int status, String reason, String message) {
        return new CannedReply(
                status,
                Map.of("Content-Type", "application/json; charset=UTF-8"),
                "{\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\",\"errors\":[{\"message\":\""
                        + message + "\",\"domain\":\"global\",\"reason\":\"" + reason + "\"}]}}");
    }
}
