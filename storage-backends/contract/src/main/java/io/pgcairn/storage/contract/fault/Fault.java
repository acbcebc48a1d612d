package io.pgcairn.storage.contract.fault;

import java.time.Duration;

/**
 * What the proxy does to one request. Places are counted in bytes of a body from 0; one past the body's end means its
 * last byte, and where a reply has no body its head is what does not come.
 */
public sealed interface Fault {
    /** Nothing. */
    record None() implements Fault {}

    /** The reply comes late. */
    record Delay(Duration time) implements Fault {}

    /** The client's connection is reset within the request's body; the server's ends there too. */
    record ResetRequest(long at) implements Fault {}

    /** The client's connection is reset once the request is read; the server hears nothing of it. */
    record ResetBeforeReply() implements Fault {}

    /** The client's connection is reset within the reply's body. */
    record ResetReply(long at) implements Fault {}

    /** The server does as it is told, and its reply gets lost with the client's connection. */
    record LoseReply() implements Fault {}

    /** The request is read and never answered; the server hears nothing of it. */
    record Silence() implements Fault {}

    /** Nothing follows within the reply's body, and the connection stays open. */
    record StallReply(long at) implements Fault {}

    /** The connection ends, without any sign of trouble, within the reply's body. */
    record TruncateReply(long at) implements Fault {}

    /** A bit of the reply's body is another one. */
    record FlipReply(long at) implements Fault {}

    /** A bit of the request's body is another one. */
    record FlipRequest(long at) implements Fault {}

    /** The server is not asked. */
    record Answer(CannedReply reply) implements Fault {}

    /** The request reaches the server twice, one after the other; the client hears the second reply. */
    record Duplicate() implements Fault {}
}
