package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.ArchiveNames;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Removes the WAL that nothing needs, and tails beside their whole segment, in the order of names, in the memory of a
 * page.
 */
final class WalPruning {
    private static final int PAGE = 1000;

    private final PruneTools tools;
    private final Set<BackupId> unread = new HashSet<>();

    WalPruning(PruneTools tools) {
        this.tools = tools;
        for (TierCatalogue.Backup backup : tools.order().catalogue().backups()) {
            if (!backup.isRead()) {
                unread.add(backup.id());
            }
        }
    }

    /** @return false if a restore has begun for which the plan keeps too little */
    boolean run(List<TierCatalogue.Backup> spared) throws StoreException, InterruptedException {
        ArchiveNames names = new ArchiveNames(tools.order().lineage().cluster());
        WalJudge judge = new WalJudge(tools.order(), spared);
        String prefix = names.prefix(tools.order().lineage()) + "wal/";
        String after = "";
        ObjectPage page;
        do {
            PruneTools.checkInterrupted();
            page = tools.store().list(prefix, after, PAGE);
            List<WalJudge.Doomed> doomed = new ArrayList<>();
            for (ObjectInfo object : page.objects()) {
                judge.judge(object, names.parse(object.key())).ifPresent(doomed::add);
                after = object.key().value();
            }
            if (!remove(doomed)) {
                return false;
            }
        } while (!page.isLast());
        return true;
    }

    private boolean remove(List<WalJudge.Doomed> doomed) throws StoreException {
        List<WalJudge.Doomed> going = new ArrayList<>();
        for (WalJudge.Doomed each : doomed) {
            Optional<String> whom =
                    each.isSuperseded() ? Optional.empty() : tools.others().needs(each.object(), each.name());
            whom.ifPresentOrElse(name -> tools.tally().keptFor(name, each.object()), () -> going.add(each));
        }
        if (going.isEmpty()) {
            return true;
        }
        // As late as possible: a restore says what it reads before it looks for WAL.
        if (tools.readers().now().stream().anyMatch(unread::contains)) {
            return false;
        }
        tools.remove(going, WalJudge.Doomed::object, tools.tally()::wal);
        return true;
    }
}
