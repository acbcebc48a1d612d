package io.pgcairn.storage.s3;

import io.pgcairn.storage.contract.fault.CannedReply;
import io.pgcairn.storage.contract.fault.FaultDialect;
import io.pgcairn.storage.contract.fault.RequestHead;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How S3 is asked, with the bucket in the path, and how it words its errors. */
final class S3Dialect implements FaultDialect {
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    @Override
    public Set<Op> ops() {
        return EnumSet.allOf(Op.class);
    }

    @Override
    public Optional<Op> opOf(RequestHead request) {
        return switch (request.method()) {
            case "PUT" -> Optional.of(request.hasQuery("partNumber") ? Op.PART : Op.PUT);
            case "POST" -> post(request);
            case "GET" -> get(request);
            case "HEAD" -> Optional.of(Op.HEAD);
            case "DELETE" -> request.hasQuery("uploadId") ? Optional.empty() : Optional.of(Op.DELETE);
            default -> Optional.empty();
        };
    }

    private static Optional<Op> post(RequestHead request) {
        if (request.hasQuery("uploads")) {
            return Optional.of(Op.BEGIN);
        }
        return Optional.of(request.hasQuery("delete") ? Op.DELETE : Op.COMPLETE);
    }

    private static Optional<Op> get(RequestHead request) {
        if (request.hasQuery("uploads")) {
            return Optional.empty();
        }
        return Optional.of(request.hasQuery("list-type") ? Op.LIST : Op.GET);
    }

    @Override
    public CannedReply reply(Trouble trouble) {
        return switch (trouble) {
            case BROKEN -> error(500, "InternalError", "We encountered an internal error. Please try again.");
            case BUSY -> error(503, "SlowDown", "Please reduce your request rate.");
            case THROTTLED -> error(429, "TooManyRequests", "Too many requests.");
            case FORBIDDEN -> error(403, "AccessDenied", "Access Denied");
            case EXPIRED -> error(400, "ExpiredToken", "The provided token has expired.");
            case NO_OBJECT -> error(404, "NoSuchKey", "The specified key does not exist.");
            case NO_STORE -> error(404, "NoSuchBucket", "The specified bucket does not exist");
        };
    }

    @Override
    public Optional<CannedReply> errorInSuccess(Op op) {
        return switch (op) {
            case COMPLETE -> Optional.of(xml(200, errorText("InternalError", "Please try again.")));
            case DELETE ->
                Optional.of(xml(
                        200,
                        "<DeleteResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Error><Key>any</Key>"
                                + "<Code>InternalError</Code><Message>Please try again.</Message></Error>"
                                + "</DeleteResult>"));
            case PUT, BEGIN, PART, GET, HEAD, LIST -> Optional.empty();
        };
    }

    /** S3 answers a head without a body, so its code is not there. */
    @Override
    public boolean headSaysWhy() {
        return false;
    }

    /** A signature over plain http covers the body; of a whole object S3Proxy says that the signature is wrong. */
    @Override
    public boolean checksRequests(Op op) {
        return op == Op.PART;
    }

    @Override
    public boolean clientResends() {
        return false;
    }

    private static CannedReply error(int status, String code, String message) {
        return xml(status, errorText(code, message));
    }

    private static String errorText(String code, String message) {
        return "<Error><Code>" + code + "</Code><Message>" + message
                + "</Message><RequestId>4442587FB7D0A2F9</RequestId>" + "</Error>";
    }

    private static CannedReply xml(int status, String body) {
        return new CannedReply(
                status,
                Map.of("Content-Type", "application/xml", "x-amz-request-id", "4442587FB7D0A2F9"),
                DECLARATION + body);
    }
}
