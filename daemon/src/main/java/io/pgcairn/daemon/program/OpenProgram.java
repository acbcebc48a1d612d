package io.pgcairn.daemon.program;

import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cli.ObjectOpener;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.TierMetrics;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.storage.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Turns an object of a store, a part of a dump, or a file, into plain bytes. */
public final class OpenProgram implements ObjectOpener {
    private final Clusters clusters;
    private final Seals seals;

    public OpenProgram(Clusters clusters, Seals seals) {
        this.clusters = clusters;
        this.seals = seals;
    }

    @Override
    public void openFile(Path file, List<Path> identities, boolean raw, OutputStream out) throws CairnException {
        FileObject reader = new FileObject(file);
        reader.requireTellingName();
        // The layers are told by the end of the name, whatever else it holds.
        ObjectKey key = FileObject.keyOf(file);
        copy(new ObjectFetcher(reader, seals.opener(identities, seals.fastest())), key, raw, file.toString(), out);
    }

    @Override
    public void openObject(
            ClusterSelection selection,
            Optional<String> tier,
            String key,
            List<Path> identities,
            boolean raw,
            OutputStream out)
            throws CairnException {
        Configuration configuration = clusters.load(selection.config());
        ClusterConfig config = clusters.select(configuration, selection);
        try (OpenedCluster cluster = clusters.open(configuration, config, TierMetrics.NONE)) {
            OpenedTier chosen = cluster.tier(tier);
            ObjectFetcher fetcher = identities.isEmpty()
                    ? chosen.fetcher()
                    : new ObjectFetcher(chosen.store(), seals.opener(identities, seals.fastest()));
            Optional<DumpName> dump = DumpName.parse(key);
            if (dump.isPresent()) {
                new DumpOpening(chosen.lineages(), fetcher).copy(dump.get(), raw, out);
            } else {
                copy(fetcher, parse(key), raw, key, out);
            }
        }
    }

    private static ObjectKey parse(String key) throws CairnException {
        try {
            return new ObjectKey(key);
        } catch (IllegalArgumentException e) {
            throw UnusableNameException.of(e);
        }
    }

    private static void copy(ObjectFetcher fetcher, ObjectKey key, boolean raw, String name, OutputStream out)
            throws CairnException {
        try (InputStream plain = raw ? fetcher.openUnsealed(key) : fetcher.open(key)) {
            plain.transferTo(out);
            out.flush();
        } catch (IOException e) {
            throw ObjectFailure.of("opening " + name, e);
        }
    }
}
