package io.pgcairn.storage.azure;

import io.pgcairn.storage.contract.fault.CannedReply;
import io.pgcairn.storage.contract.fault.FaultDialect;
import io.pgcairn.storage.contract.fault.RequestHead;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How Azure is asked, and how it words its errors: a code in a header, and again in XML. */
final class AzureDialect implements FaultDialect {
    /** An upload begins with its first block. */
    @Override
    public Set<Op> ops() {
        return EnumSet.complementOf(EnumSet.of(Op.BEGIN));
    }

    @Override
    public Optional<Op> opOf(RequestHead request) {
        String comp = request.query().getOrDefault("comp", "");
        return switch (request.method()) {
            case "PUT" ->
                switch (comp) {
                    case "block" -> Optional.of(Op.PART);
                    case "blocklist" -> Optional.of(Op.COMPLETE);
                    case "" -> Optional.of(Op.PUT);
                    default -> Optional.empty();
                };
            case "GET" -> Optional.of(comp.equals("list") ? Op.LIST : Op.GET);
            case "HEAD" -> Optional.of(Op.HEAD);
            case "DELETE" -> Optional.of(Op.DELETE);
            default -> Optional.empty();
        };
    }

    @Override
    public CannedReply reply(Trouble trouble) {
        return switch (trouble) {
            case BROKEN -> error(500, "InternalError", "The server encountered an internal error. Please retry.");
            case BUSY -> error(503, "ServerBusy", "The server is busy.");
            case THROTTLED -> error(429, "TooManyRequests", "The request is being throttled.");
            case FORBIDDEN -> error(403, "AuthorizationPermissionMismatch", "This request is not authorized.");
            case EXPIRED ->
                error(401, "InvalidAuthenticationInfo", "Lifetime validation failed. The token is expired.");
            case NO_OBJECT -> error(404, "BlobNotFound", "The specified blob does not exist.");
            case NO_STORE -> error(404, "ContainerNotFound", "The specified container does not exist.");
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

    /** Every body of ours comes with its MD5. Azurite refuses another one, but not in Azure's words. */
    @Override
    public boolean checksRequests(Op op) {
        return false;
    }

    /** The JDK's client does, where a request may be repeated by its method. */
    @Override
    public boolean clientResends() {
        return true;
    }

    private static CannedReply error(int status, String code, String message) {
        return new CannedReply(
                status,
                Map.of("x-ms-error-code", code, "Content-Type", "application/xml", "x-ms-version", "2024-11-04"),
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error>");
    }
}
