package io.pgcairn.storage.remote;

import io.pgcairn.storage.contract.fault.CannedReply;
import io.pgcairn.storage.contract.fault.FaultDialect;
import io.pgcairn.storage.contract.fault.RequestHead;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a {@link PlainServer} is asked and words its errors. */
final class PlainDialect implements FaultDialect {
    @Override
    public Set<Op> ops() {
        return EnumSet.allOf(Op.class);
    }

    @Override
    public Optional<Op> opOf(RequestHead request) {
        return switch (request.path().split("/", 3)[1]) {
            case "object" ->
                switch (request.method()) {
                    case "PUT" -> Optional.of(Op.PUT);
                    case "HEAD" -> Optional.of(Op.HEAD);
                    default -> Optional.of(Op.GET);
                };
            case "begin" -> Optional.of(Op.BEGIN);
            case "part" -> Optional.of(Op.PART);
            case "complete" -> Optional.of(Op.COMPLETE);
            case "list" -> Optional.of(Op.LIST);
            case "delete" -> Optional.of(Op.DELETE);
            default -> Optional.empty();
        };
    }

    @Override
    public CannedReply reply(Trouble trouble) {
        return switch (trouble) {
            case BROKEN -> canned(500, "Broken");
            case BUSY -> canned(503, "Busy");
            case THROTTLED -> canned(429, "Throttled");
            case FORBIDDEN -> canned(403, "Forbidden");
            case EXPIRED -> canned(401, "Expired");
            case NO_OBJECT -> canned(404, "NoObject");
            case NO_STORE -> canned(404, "NoStore");
        };
    }

    @Override
    public Optional<CannedReply> errorInSuccess(Op op) {
        return op == Op.COMPLETE ? Optional.of(canned(200, "Broken")) : Optional.empty();
    }

    @Override
    public boolean headSaysWhy() {
        return true;
    }

    @Override
    public boolean checksRequests(Op op) {
        return true;
    }

    /** The JDK's client does, where a request may be repeated by its method. */
    @Override
    public boolean clientResends() {
        return true;
    }

    private static CannedReply canned(int status, String code) {
        return new CannedReply(status, Map.of(PlainServer.SIGN, code), "");
    }
}
