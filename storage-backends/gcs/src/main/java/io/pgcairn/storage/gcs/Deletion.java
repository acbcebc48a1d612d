package io.pgcairn.storage.gcs;

import com.google.api.client.googleapis.batch.BatchRequest;
import com.google.api.client.googleapis.batch.json.JsonBatchCallback;
import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectLockedException;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Many deletions as one request of the batch endpoint. */
record Deletion(GcsRequests requests, GcsLocation location) {
    /** What Google takes in one batch. */
    static final int MAX_BATCH = 100;

    /** @param what the call, to begin a sentence with */
    void delete(List<ObjectKey> keys, String what) throws IOException {
        if (keys.isEmpty()) {
            return;
        }
        if (keys.size() == 1) {
            deleteOne(keys.getFirst());
            return;
        }
        BatchRequest batch = requests.batch();
        Refusals refusals = new Refusals(what);
        for (ObjectKey key : keys) {
            requests.delete(key).queue(batch, refusals);
        }
        batch.execute();
        refusals.throwFirst(keys.size());
    }

    private void deleteOne(ObjectKey key) throws IOException {
        try {
            Void unused = requests.delete(key).execute();
        } catch (HttpResponseException e) {
            if (!isGone(ErrorReply.of(e))) {
                throw e;
            }
        }
    }

    private static boolean isGone(ErrorReply reply) {
        return reply.status() == 404 && !reply.mentions("bucket does not exist");
    }

    /** Gathers what the batch's answers say; called by the thread that executes it. */
    private static final class Refusals extends JsonBatchCallback<Void> {
        private final String what;
        private final List<StoreException> refused = new ArrayList<>();
        private int answers;

        Refusals(String what) {
            this.what = what;
        }

        @Override
        public void onSuccess(Void nothing, HttpHeaders headers) {
            answers++;
        }

        @Override
        public void onFailure(GoogleJsonError error, HttpHeaders headers) {
            answers++;
            ErrorReply reply = ErrorReply.of(error.getCode(), error);
            if (!isGone(reply)) {
                refused.add(GcsErrors.refusal(what, reply, new IOException(reply.toString())));
            }
        }

        /** One that will last before one that is locked, and that before one that may pass: again would not help. */
        void throwFirst(int expected) throws IOException {
            for (StoreException each : refused) {
                if (!each.isRetryable() && !(each instanceof ObjectLockedException)) {
                    throw each;
                }
            }
            for (StoreException each : refused) {
                if (!each.isRetryable()) {
                    throw each;
                }
            }
            if (!refused.isEmpty()) {
                throw refused.getFirst();
            }
            if (answers != expected) {
                throw new IOException("a batch of " + expected + " got " + answers + " answers");
            }
        }
    }
}
