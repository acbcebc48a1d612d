package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.ArchiveNames;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.CommitProof;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares one tier with all others and mends what it lacks or holds damaged. Missing objects come in the order of
 * their names, dumps and the marks of all last. Used by one thread.
 */
public final class TierRepair {
    private static final ObjectKey NONE = new ObjectKey("none");

    private final ArchiveNames names;
    private final Tier tier;
    private final List<Tier> others;
    private final ObjectRepair repair;
    private final Mode mode;
    private final Listener listener;
    private final List<ArchiveName.Commit> marks = new ArrayList<>();
    private final List<ArchiveName.DumpPart> dumpParts = new ArrayList<>();
    private final Set<ObjectKey> goodDumps = new HashSet<>();
    private String complete = "";
    private ObjectKey committed = NONE;

    /**
     * What is looked at and done.
     *
     * @param readsAll whether every object of the tier is read through its seal
     * @param canRead whether there are identities to read with
     * @param isDry whether nothing is changed
     */
    public record Mode(boolean readsAll, boolean canRead, boolean isDry) {}

    /** Hears what is found and done, in order. */
    public interface Listener {
        /** The tier lacks a whole copy of the object and, unless nothing is to be changed, holds one now. */
        void mended(ObjectKey key, String why, String from);

        /** The tier lacks a whole copy of the object. */
        void notMended(ObjectKey key, String why);
    }

    public TierRepair(
            ClusterName cluster, Tier tier, List<Tier> all, ObjectRepair repair, Mode mode, Listener listener) {
        this.names = new ArchiveNames(cluster);
        this.tier = tier;
        this.others =
                all.stream().filter(each -> !each.name().equals(tier.name())).toList();
        this.repair = repair;
        this.mode = mode;
        this.listener = listener;
    }

    /** Goes through all names of the cluster on all tiers. */
    public void run() throws IOException, InterruptedException {
        TierDifference difference = new TierDifference(MergedListing.ofAny(others), tier.store());
        for (var lineage : names.lineages(MergedListing.ofAny(allTiers()))) {
            marks.clear();
            dumpParts.clear();
            difference.walk(names.prefix(lineage), "", new Walk());
            for (ArchiveName.DumpPart part : dumpParts) {
                if (goodDumps.contains(names.dumpMark(part.lineage(), part.dump()))) {
                    bring(part.key());
                }
            }
            for (ArchiveName.Commit mark : marks) {
                bringMark(mark);
            }
        }
    }

    private List<Tier> allTiers() {
        List<Tier> all = new ArrayList<>(others);
        all.add(tier);
        return all;
    }

    private final class Walk implements TierDifference.Visitor {
        @Override
        public void onlySource(ObjectInfo object) throws IOException {
            ArchiveName name = see(object);
            if (!isWanted(name)) {
                return;
            }
            switch (name) {
                case ArchiveName.Commit mark -> marks.add(mark);
                case ArchiveName.DumpPart part -> dumpParts.add(part);
                case ArchiveName.Part part -> {
                    if (names.mark(part.lineage(), part.backup()).equals(committed)) {
                        bring(object.key());
                    }
                }
                case ArchiveName.Tail tail -> {
                    if (!tail.stem().equals(complete)) {
                        bring(object.key());
                    }
                }
                case ArchiveName.Record _, ArchiveName.History _, ArchiveName.Segment _ -> bring(object.key());
                case ArchiveName.Hold held -> {
                    if (names.mark(held.lineage(), held.hold().backup()).equals(committed)) {
                        bring(object.key());
                    }
                }
                case ArchiveName.Buried _, ArchiveName.Lease _, ArchiveName.Drill _, ArchiveName.Foreign _ -> {}
            }
        }

        @Override
        public void both(ObjectInfo ofOthers, ObjectInfo ofTier) {
            ArchiveName name = see(ofTier);
            if (name instanceof ArchiveName.Foreign || isSuperseded(name)) {
                return;
            }
            boolean isSuspicious = ofOthers.size() != ofTier.size();
            if (canRead(ofTier.key()) && (mode.readsAll() || isSuspicious)) {
                read(ofTier.key());
            } else if (isSuspicious) {
                listener.notMended(
                        ofTier.key(),
                        "has " + ofTier.size() + " bytes here and " + ofOthers.size()
                                + " elsewhere; reading which is whole needs an identity");
            }
        }

        @Override
        public void onlyTarget(ObjectInfo object) {
            ArchiveName name = see(object);
            if (mode.readsAll() && mode.canRead() && !(name instanceof ArchiveName.Foreign) && !isSuperseded(name)) {
                read(object.key());
            }
        }
    }

    /** Asks for a backup once: whether its mark is wanted decides about all of it. */
    private boolean isWanted(ArchiveName name) throws StoreException {
        if (name instanceof ArchiveName.Mark mark && !repair.isWanted(tier, mark.key())) {
            committed = NONE;
            return false;
        }
        return repair.isKept(tier, name);
    }

    /** Takes note of complete segments and marks on the way; dumps' marks alone sort after what they decide about. */
    private ArchiveName see(ObjectInfo object) {
        ArchiveName name = names.parse(object.key());
        if (name instanceof ArchiveName.Segment segment) {
            complete = segment.stem();
        }
        if (name instanceof ArchiveName.Mark mark) {
            committed = mark.key();
        }
        if (name instanceof ArchiveName.DumpMark mark) {
            goodDumps.add(mark.key());
        }
        return name;
    }

    private boolean isSuperseded(ArchiveName name) {
        return name instanceof ArchiveName.Tail tail && tail.stem().equals(complete);
    }

    private void read(ObjectKey key) {
        Optional<IOException> fault = repair.fault(tier, key);
        if (fault.isEmpty()) {
            return;
        }
        if (!ObjectRepair.isDamage(fault.get())) {
            listener.notMended(key, String.valueOf(fault.get().getMessage()));
        } else if (mode.isDry()) {
            listener.mended(key, "damaged: " + fault.get().getMessage(), "");
        } else {
            tell(key, "damaged", repair.replace(tier, key, fault.get()));
        }
    }

    private boolean canRead(ObjectKey key) {
        return mode.canRead() || !key.value().endsWith(".age");
    }

    private void bring(ObjectKey key) throws StoreException {
        if (mode.isDry()) {
            listener.mended(key, "missing", "");
        } else if (canRead(key)) {
            tell(key, "missing", repair.replace(tier, key, missing(key)));
        } else {
            tell(key, "missing", copyUnread(key));
        }
    }

    private static ObjectMissingException missing(ObjectKey key) {
        return new ObjectMissingException("no object " + key, "", null);
    }

    /** Without an identity the length is all that can be checked. */
    private ObjectRepair.Outcome copyUnread(ObjectKey key) {
        IOException fault = missing(key);
        for (Tier other : others) {
            try {
                Copier copier = new Copier(List.of(other.store()), tier.store());
                switch (copier.copy(other.store().head(key), () -> true)) {
                    case Copier.Outcome.Copied() -> {
                        return new ObjectRepair.Outcome.Mended(other.name());
                    }
                    case Copier.Outcome.Unreadable(IOException cause) -> fault.addSuppressed(cause);
                    case Copier.Outcome.There _, Copier.Outcome.Abandoned _ -> {
                        return new ObjectRepair.Outcome.Whole();
                    }
                }
            } catch (StoreException e) {
                fault.addSuppressed(e);
            }
        }
        return new ObjectRepair.Outcome.Failed(fault);
    }

    private void bringMark(ArchiveName.Commit mark) throws IOException {
        if (mode.isDry()) {
            listener.mended(mark.key(), "missing", "");
            return;
        }
        for (Tier other : others) {
            try {
                Optional<String> lacking = CommitProof.read(other.store(), mark).missingIn(tier.store());
                if (lacking.isPresent()) {
                    listener.notMended(mark.key(), "the tier still lacks " + lacking.get());
                } else {
                    bring(mark.key());
                }
                return;
            } catch (ObjectMissingException e) {
                // Another tier has it.
            }
        }
    }

    private void tell(ObjectKey key, String why, ObjectRepair.Outcome outcome) {
        switch (outcome) {
            case ObjectRepair.Outcome.Mended(String from) -> listener.mended(key, why, from);
            case ObjectRepair.Outcome.Whole() -> {}
            case ObjectRepair.Outcome.Failed(IOException cause) -> {
                StringBuilder text = new StringBuilder(why + ": " + cause.getMessage());
                for (Throwable other : cause.getSuppressed()) {
                    text.append("; ").append(other.getMessage());
                }
                listener.notMended(key, text.toString());
            }
        }
    }
}
