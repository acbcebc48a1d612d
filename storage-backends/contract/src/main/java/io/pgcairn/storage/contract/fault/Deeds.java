package io.pgcairn.storage.contract.fault;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.contract.fault.FaultDialect.Op;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes deeds, each with a key that no other has.
 *
 * @param partBytes above which an object is put in parts
 */
record Deeds(int partBytes) {
    static final int SMALL = 100_000;

    /** Every way in which an operation's request comes to be. */
    List<Deed> of(Op op) {
        byte[] content = Objects.random(op.ordinal(), SMALL);
        return switch (op) {
            case PUT, BEGIN, PART, COMPLETE -> List.of(put(op, Optional.empty(), PutCondition.IF_ABSENT));
            case GET ->
                List.of(
                        new ReadDeed(key(op), content, ReadDeed.Way.WHOLE),
                        new ReadDeed(key(op), content, ReadDeed.Way.RANGE));
            case HEAD -> List.of(new ReadDeed(key(op), content, ReadDeed.Way.HEAD));
            case LIST -> List.of(new ReadDeed(key(op), content, ReadDeed.Way.LIST));
            case DELETE -> List.of(new DeleteDeed(key(op), content));
        };
    }

    /** A put whose object has the right length for the operation. */
    PutDeed put(Op op, Optional<byte[]> before, PutCondition condition) {
        int length = op == Op.PUT ? SMALL : partBytes + SMALL;
        return new PutDeed(key(op), before, condition, Objects.random(length, length));
    }

    private static ObjectKey key(Op op) {
        return new ObjectKey("faults/" + op.word() + "/" + UUID.randomUUID());
    }
}
