package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What several tiers say about one file, and what follows from all of it. "Not there" follows only if every tier has
 * proven it; a part of a segment is given out only if no tier has more, or may have.
 */
final class TierAnswers {
    private static final Set<Fault> PASSING = EnumSet.of(
            Fault.STORE_UNAVAILABLE, Fault.STORE_TIMEOUT, Fault.STORE_FULL, Fault.OBJECT_MISSING, Fault.INTERNAL);

    private final String fileName;
    private final List<Named> answers = new ArrayList<>();
    private Optional<WalAnswer> settled = Optional.empty();
    private Optional<String> longest = Optional.empty();
    private int longestBytes;

    private record Named(String tier, WalAnswer answer) {}

    TierAnswers(String fileName) {
        this.fileName = fileName;
    }

    /** Takes one tier's answer; true if it settles the question, so that no other tier is to be asked. */
    boolean add(String tier, WalAnswer answer) {
        answers.add(new Named(tier, answer));
        switch (answer) {
            case WalAnswer.Found(var file) when !file.isWhole() -> notePart(tier, file);
            case WalAnswer.Found _, WalAnswer.Malformed _, WalAnswer.Contradicted _, WalAnswer.AmbiguousLineage _ ->
                settled = Optional.of(answer);
            case WalAnswer.Absent _,
                    WalAnswer.Gap _,
                    WalAnswer.Unavailable _,
                    WalAnswer.UnknownLineage _,
                    WalAnswer.UnknownTier _ -> {}
        }
        return settled.isPresent();
    }

    private void notePart(String tier, WalFile file) {
        if (longest.isEmpty() || file.covered() > longestBytes) {
            longest = Optional.of(tier);
            longestBytes = file.covered();
        }
        file.close();
    }

    /** For how long it is worth asking again at most; empty if nothing would change. */
    Optional<Duration> worthAnotherTry(WalServerSettings settings) {
        if (settled.isPresent()) {
            return Optional.empty();
        }
        boolean mayPass = of(WalAnswer.Unavailable.class).stream().anyMatch(answer -> PASSING.contains(answer.fault()));
        if (mayPass) {
            return Optional.of(settings.hold());
        }
        boolean isOnlyGap = of(WalAnswer.Unavailable.class).isEmpty()
                && !of(WalAnswer.Gap.class).isEmpty();
        return isOnlyGap ? Optional.of(settings.gapHold()) : Optional.empty();
    }

    /** The tier with the longest part of a segment that was still filling, if no tier has more or may have. */
    Optional<String> longestPart() {
        boolean mayBeMore = settled.isPresent()
                || !of(WalAnswer.Unavailable.class).isEmpty()
                || !of(WalAnswer.Gap.class).isEmpty();
        return mayBeMore ? Optional.empty() : longest;
    }

    /** The answer of all tiers together, if none has the longest part. */
    WalAnswer together() {
        if (settled.isPresent()) {
            return settled.get();
        }
        for (Named named : answers) {
            if (named.answer() instanceof WalAnswer.Unavailable failed) {
                return unavailable(named.tier(), failed);
            }
        }
        for (Named named : answers) {
            if (named.answer() instanceof WalAnswer.Gap gap) {
                return new WalAnswer.Gap("tier " + named.tier() + ": " + gap.message(), gap.hint());
            }
        }
        List<WalAnswer.Absent> absent = of(WalAnswer.Absent.class);
        if (absent.isEmpty()) {
            return answers.getFirst().answer();
        }
        // A tier that holds nothing of the lineage was listed as well: it has nothing of the file either.
        return new WalAnswer.Absent(
                "in each of " + answers.size() + " tiers: " + absent.getFirst().reason());
    }

    private WalAnswer unavailable(String tier, WalAnswer.Unavailable failed) {
        return new WalAnswer.Unavailable(
                failed.fault(),
                "no tier gave " + fileName + " and tier " + tier + " cannot be asked: " + failed.message(),
                failed.hint() + "; to rely on one tier alone, add ?tier=NAME to the URL in restore_command");
    }

    private <T extends WalAnswer> List<T> of(Class<T> kind) {
        return answers.stream()
                .map(Named::answer)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
