package io.pgcairn.storage.azure;

import com.azure.core.http.rest.PagedFlux;
import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lists blobs from any place on. Azure begins where it is told; a server that does not know how is noticed by what it
 * answers, and is then listed on by its own continuation marks, so that page after page costs a request each. Only a
 * listing that begins amid such a server's objects reads over those before, 5000 a request.
 */
final class BlobLister {
    private static final Pattern NO_KEY_HAS = Pattern.compile("[^A-Za-z0-9._\\-+=@:/]");
    private static final int MOST = 5000;

    private final Container container;
    private final Marks marks = new Marks();
    private volatile boolean ignoresStart;

    BlobLister(Container container) {
        this.container = container;
    }

    ObjectPage list(String prefix, String after, int limit) throws StoreException {
        boolean isBehind = after.compareTo(prefix) > 0 && !after.startsWith(prefix);
        if (isBehind || NO_KEY_HAS.matcher(prefix).find()) {
            return new ObjectPage(List.of(), true);
        }
        Optional<String> from = after.compareTo(prefix) <= 0 ? Optional.of("") : Starts.from(after);
        if (from.isEmpty() || from.get().compareTo(prefix) > 0 && !from.get().startsWith(prefix)) {
            return new ObjectPage(List.of(), true); // no key that starts so can follow
        }
        Start start = new Start(prefix, after, from.get().length() > prefix.length() ? from.get() : "");
        int wanted = Math.min(limit, MOST);
        if (start.from().isEmpty()) {
            return page(start, null, wanted, wanted);
        }
        if (ignoresStart) {
            String mark = marks.of(prefix, after);
            return page(start, mark, mark == null ? MOST : wanted, wanted);
        }
        // One more than wanted, since Azure begins with the start itself.
        return page(start, null, Math.min(wanted + 1, MOST), wanted);
    }

    /** @param from what no wanted name is less than, all of signs that keys have; empty for the prefix */
    private record Start(String prefix, String after, String from) {}

    /** Pages may be empty though more follow, or lie before the start. */
    private ObjectPage page(Start start, @Nullable String mark, int size, int wanted) throws StoreException {
        String next = mark;
        int pageSize = size;
        while (true) {
            PagedResponse<BlobItem> page = ask(start, next, pageSize);
            List<ObjectInfo> found = wantedOf(start, page.getValue());
            next = page.getContinuationToken();
            if (found.size() > wanted) {
                return new ObjectPage(found.subList(0, wanted), false);
            }
            if (next == null || next.isEmpty()) {
                return new ObjectPage(found, true);
            }
            if (!found.isEmpty()) {
                marks.keep(start.prefix(), found.getLast().key().value(), next);
                return new ObjectPage(found, false);
            }
            pageSize = ignoresStart ? MOST : pageSize;
        }
    }

    private PagedResponse<BlobItem> ask(Start start, @Nullable String mark, int size) throws StoreException {
        AzureLocation location = container.location();
        ListBlobsOptions options = new ListBlobsOptions()
                .setPrefix(location.blobName(start.prefix()))
                .setMaxResultsPerPage(size);
        if (!start.from().isEmpty() && !ignoresStart) {
            options.setStartFrom(location.blobName(start.from()));
        }
        PagedFlux<BlobItem> pages = container.client().listBlobs(options);
        return container.ask(container.attempt("list"), (mark == null ? pages.byPage() : pages.byPage(mark)).next());
    }

    private List<ObjectInfo> wantedOf(Start start, List<BlobItem> items) throws StoreException {
        String root = container.location().root();
        List<ObjectInfo> found = new ArrayList<>(items.size());
        String last = "";
        for (BlobItem item : items) {
            String name = item.getName().substring(root.length());
            requireOrder(last, name);
            last = name;
            if (name.compareTo(start.from()) < 0) {
                ignoresStart = true;
            }
            if (name.compareTo(start.after()) > 0 && isKey(name)) {
                found.add(new ObjectInfo(
                        new ObjectKey(name),
                        item.getProperties().getContentLength(),
                        item.getProperties().getLastModified().toInstant()));
            }
        }
        return found;
    }

    /** A listing in another order would lose objects between its pages. */
    private void requireOrder(String last, String name) throws StoreException {
        if (!isKey(name) || last.compareTo(name) <= 0) {
            return;
        }
        throw new InvalidStoreSettingsException(
                container.location() + " lists " + name + " after " + last,
                "use a storage account without hierarchical namespace",
                null);
    }

    /** Other programs' blobs are none of ours. */
    private static boolean isKey(String name) {
        try {
            return !new ObjectKey(name).value().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
