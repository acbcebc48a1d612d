package io.pgcairn.daemon.tier;

import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** One listing over several tiers: what any of them has, or only what all of them have. */
final class MergedListing implements ObjectLister {
    private static final int PAGE = 1000;

    private final List<Tier> tiers;
    private final int holders;

    private MergedListing(List<Tier> tiers, int holders) {
        this.tiers = tiers;
        this.holders = holders;
    }

    /** What any of the tiers has. */
    static MergedListing ofAny(List<Tier> tiers) {
        return new MergedListing(tiers, 1);
    }

    /** What all of the tiers have. */
    static MergedListing ofAll(List<Tier> tiers) {
        return new MergedListing(tiers, tiers.size());
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        if (limit < 1) {
            throw new IllegalArgumentException("a page holds at least one object: " + limit);
        }
        List<ObjectInfo> found = new ArrayList<>();
        Optional<String> next = Optional.of(after);
        while (next.isPresent() && found.isEmpty()) {
            next = gather(prefix, next.get(), Math.max(limit, PAGE), found);
        }
        boolean isCut = found.size() > limit;
        return new ObjectPage(isCut ? found.subList(0, limit) : found, next.isEmpty() && !isCut);
    }

    /** Adds what a page of every tier says; the key up to which all have spoken, empty at the end of all of them. */
    private Optional<String> gather(String prefix, String after, int limit, List<ObjectInfo> found)
            throws StoreException {
        TreeMap<String, List<ObjectInfo>> byKey = new TreeMap<>();
        Optional<String> spoken = Optional.empty();
        for (Tier tier : tiers) {
            ObjectPage page = page(tier, prefix, after, limit);
            for (ObjectInfo object : page.objects()) {
                byKey.computeIfAbsent(object.key().value(), _ -> new ArrayList<>())
                        .add(object);
            }
            if (!page.isLast()) {
                String last = page.objects().getLast().key().value();
                spoken = Optional.of(
                        spoken.filter(least -> least.compareTo(last) < 0).orElse(last));
            }
        }
        spoken.map(until -> byKey.headMap(until, true)).orElse(byKey).values().stream()
                .filter(held -> held.size() >= holders)
                .forEach(held -> found.add(held.getFirst()));
        return spoken;
    }

    private static ObjectPage page(Tier tier, String prefix, String after, int limit) throws StoreException {
        try {
            return tier.store().list(prefix, after, limit);
        } catch (StoreException e) {
            throw TierFailure.in(tier, e);
        }
    }
}
