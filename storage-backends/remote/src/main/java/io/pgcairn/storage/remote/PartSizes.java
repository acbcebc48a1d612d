package io.pgcairn.storage.remote;

/**
 * How long each part of an object is. Parts begin with the usual length and grow by it every so many parts, as slowly
 * as lets the longest object end within the most parts. Memory grows with them, up to {@value #MOST_BYTES} bytes for
 * a part of an enormous object.
 */
final class PartSizes {
    /** A part lies in memory until it is stored. */
    static final int MOST_BYTES = 1 << 30;

    private final PartRules rules;
    private final int step;

    PartSizes(PartRules rules) {
        this.rules = rules;
        long suffices = 1;
        long tooLong = rules.maxParts() + 1L;
        while (tooLong - suffices > 1) {
            long middle = suffices + (tooLong - suffices) / 2;
            if (sum(rules.maxParts(), middle) >= rules.maxObjectBytes()) {
                suffices = middle;
            } else {
                tooLong = middle;
            }
        }
        step = (int) suffices;
    }

    /** @param number from 1 */
    int lengthOf(int number) {
        return length((number - 1) / step);
    }

    private int length(int growth) {
        long most = Math.max(rules.partBytes(), Math.min(MOST_BYTES, rules.maxPartBytes()));
        long wanted = Math.min(most, (long) rules.partBytes() * (growth + 1L));
        return (int) (wanted - wanted % rules.multipleBytes());
    }

    /** How long an object of so many parts is; stops counting where that is enough. */
    private long sum(int parts, long step) {
        long sum = 0;
        int growth = 0;
        for (long done = 0; done < parts && sum < rules.maxObjectBytes(); done += step) {
            sum += length(growth) * Math.min(step, parts - done);
            growth++;
        }
        return sum;
    }
}
