package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.ArchiveNames;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectReader;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.TruncatedObjectException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Mends one tier's copy of an object from another tier's that proves to be whole. Safe for use by several threads. */
public final class ObjectRepair {
    private final ArchiveNames names;
    private final List<Tier> tiers;
    private final Function<String, WantedObjects> wanted;
    private final VerifiedCopy copies;

    /**
     * @param tiers all of the cluster, in the order in which good copies are looked for
     * @param wanted what the tier of a name is to hold
     * @param fetchers opens what a reader gives
     */
    public ObjectRepair(
            ClusterName cluster,
            List<Tier> tiers,
            Function<String, WantedObjects> wanted,
            Function<ObjectReader, ObjectFetcher> fetchers) {
        this.names = new ArchiveNames(cluster);
        this.tiers = List.copyOf(tiers);
        this.wanted = wanted;
        this.copies = new VerifiedCopy(names, fetchers);
    }

    /** How a repair ended. */
    public sealed interface Outcome {
        /** The tier holds a whole copy now, from that tier. */
        record Mended(String from) implements Outcome {}

        /** There was nothing to mend: the copy is whole, or not wanted. */
        record Whole() implements Outcome {}

        /** It is as it was; why, and what other tiers said. */
        record Failed(IOException cause) implements Outcome {}
    }

    /** Reads a tier's copy to its end; what is wrong with it, empty if it is whole. */
    Optional<IOException> fault(Tier tier, ObjectKey key) {
        try {
            copies.verify(tier.store(), key);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    /** Reads a tier's copy, and if it is damaged or missing brings a whole one there from another tier. */
    public Outcome mend(String tierName, ObjectKey key) {
        Tier tier = tiers.stream()
                .filter(each -> each.name().equals(tierName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no tier " + tierName));
        Optional<IOException> fault = fault(tier, key);
        if (fault.isEmpty()) {
            return new Outcome.Whole();
        }
        try {
            if (isSuperseded(tier, key) || !isWanted(tier, key)) {
                return new Outcome.Whole();
            }
            return isDamage(fault.get()) ? replace(tier, key, fault.get()) : new Outcome.Failed(fault.get());
        } catch (StoreException e) {
            return new Outcome.Failed(e);
        }
    }

    /** Whether it is the object and not its store or our key that is in trouble. */
    static boolean isDamage(IOException cause) {
        if (cause instanceof StoreException) {
            return cause instanceof ObjectMissingException || cause instanceof TruncatedObjectException;
        }
        return ObjectFailure.isDamage(cause);
    }

    /** Tails beside a whole segment are as good as gone. */
    private boolean isSuperseded(Tier tier, ObjectKey key) throws StoreException {
        return names.parse(key) instanceof ArchiveName.Tail tail
                && !tier.store().list(tail.stem() + "-", "", 1).objects().isEmpty();
    }

    /** By the tier's retention, and by those who delete from it. */
    boolean isWanted(Tier tier, ObjectKey key) throws StoreException {
        ArchiveName name = names.parse(key);
        return isKept(tier, name)
                && switch (name) {
                    case ArchiveName.Mark mark -> !isBuried(tier, mark.lineage(), mark.backup());
                    case ArchiveName.Part part -> !isBuried(tier, part.lineage(), part.backup());
                    case ArchiveName.Hold held ->
                        !isBuried(tier, held.lineage(), held.hold().backup());
                    case ArchiveName.Record _,
                            ArchiveName.History _,
                            ArchiveName.Segment _,
                            ArchiveName.Tail _,
                            ArchiveName.Buried _,
                            ArchiveName.DumpPart _,
                            ArchiveName.DumpMark _,
                            ArchiveName.Lease _,
                            ArchiveName.Drill _,
                            ArchiveName.Foreign _ -> true;
                };
    }

    /** By the tier's retention alone. */
    boolean isKept(Tier tier, ArchiveName name) {
        return wanted.apply(tier.name()).wants(name);
    }

    private boolean isBuried(Tier tier, LineageId lineage, BackupId backup) throws StoreException {
        String burial = names.burial(lineage, backup).value();
        return !tier.store().list(burial, "", 1).objects().isEmpty();
    }

    Outcome replace(Tier tier, ObjectKey key, IOException fault) {
        boolean isMissing = fault instanceof ObjectMissingException;
        for (Tier other : tiers) {
            if (other.name().equals(tier.name())) {
                continue;
            }
            try {
                PutCondition condition = isMissing ? PutCondition.IF_ABSENT : PutCondition.REPLACE;
                copies.copy(other.store(), tier.store(), key, condition);
                return new Outcome.Mended(other.name());
            } catch (ObjectExistsException e) {
                return new Outcome.Whole();
            } catch (IOException e) {
                fault.addSuppressed(new IOException("from tier " + other.name() + ": " + e.getMessage(), e));
            }
        }
        return new Outcome.Failed(fault);
    }
}
