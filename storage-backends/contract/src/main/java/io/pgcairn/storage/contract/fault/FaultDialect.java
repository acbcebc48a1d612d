package io.pgcairn.storage.contract.fault;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How one vendor asks and how it words an error, so that the same faults can be played to every backend. */
public interface FaultDialect {
    /** What a request is for. */
    enum Op {
        PUT,
        BEGIN,
        PART,
        COMPLETE,
        GET,
        HEAD,
        LIST,
        DELETE;

        /** The word that a listener of retries hears for it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a vendor may complain of. */
    enum Trouble {
        /** Something broke inside the store. */
        BROKEN,
        /** The store is overloaded. */
        BUSY,
        /** We ask too much. */
        THROTTLED,
        /** We lack a right. */
        FORBIDDEN,
        /** Our credentials were good once. */
        EXPIRED,
        /** No object has the key. */
        NO_OBJECT,
        /** There is no such bucket or container. */
        NO_STORE
    }

    /** The operations that are requests of their own here. */
    Set<Op> ops();

    /** What a request is for; empty for what no operation of ours asks. */
    Optional<Op> opOf(RequestHead request);

    CannedReply reply(Trouble trouble);

    /** A reply that says 200 and means an error, where the vendor has one that may pass. */
    Optional<CannedReply> errorInSuccess(Op op);

    /** Whether the answer to a head alone tells an object that is not there from anything else. */
    boolean headSaysWhy();

    /** Whether the server tells bytes that changed on their way from other mistakes, so that they are sent again. */
    boolean checksRequests(Op op);

    /** Whether the client sends a request again by itself when a connection breaks, without telling us. */
    boolean clientResends();
}
