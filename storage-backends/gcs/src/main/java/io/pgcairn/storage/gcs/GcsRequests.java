package io.pgcairn.storage.gcs;

import com.google.api.client.googleapis.batch.BatchRequest;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.json.JsonHttpContent;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.StorageObject;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectKinds;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.remote.PartBody;
import io.pgcairn.storage.remote.RemoteTarget;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests as this store's settings want them, not sent yet.
 *
 * @param sessions makes requests without credentials, on the addresses of resumable sessions
 */
record GcsRequests(
        Storage storage,
        HttpRequestInitializer signing,
        HttpRequestFactory sessions,
        GcsSettings settings,
        ObjectKinds kinds) {
    private static final long ABSENT = 0;

    Storage.Objects.Insert insert(RemoteTarget target, PartBody body) throws IOException {
        StorageObject object = object(target).setCrc32c(Checksum.of(body));
        Storage.Objects.Insert insert =
                storage.objects().insert(bucket(), object, new BodyContent(body, 0, body.length()));
        insert.getMediaHttpUploader().setDirectUploadEnabled(true).setDisableGZipContent(true);
        insert.setDisableGZipContent(true).setFields("name");
        if (target.condition() == PutCondition.IF_ABSENT) {
            insert.setIfGenerationMatch(ABSENT);
        }
        settings.kmsKey().ifPresent(insert::setKmsKeyName);
        settings.userProject().ifPresent(insert::setUserProject);
        addCustomerKey(insert.getRequestHeaders());
        return insert;
    }

    /** Asks for a session. The client's own way to one would also send the bytes as it sees fit. */
    HttpRequest beginSession(RemoteTarget target) throws IOException {
        GenericUrl url = new GenericUrl(settings.endpoint() + "upload/storage/v1/b/" + bucket() + "/o");
        url.put("uploadType", "resumable");
        if (target.condition() == PutCondition.IF_ABSENT) {
            url.put("ifGenerationMatch", ABSENT);
        }
        settings.kmsKey().ifPresent(key -> url.put("kmsKeyName", key));
        settings.userProject().ifPresent(project -> url.put("userProject", project));
        HttpRequest request = storage.getRequestFactory()
                .buildPostRequest(url, new JsonHttpContent(GsonFactory.getDefaultInstance(), object(target)));
        request.getHeaders().set("X-Upload-Content-Type", BodyContent.TYPE);
        addCustomerKey(request.getHeaders());
        return request;
    }

    /** Google's answer to an upload names the object; anybody else's 200 must not pass for an object that is stored. */
    void requireNamed(RemoteTarget target, @Nullable StorageObject stored) throws IOException {
        if (stored == null || !name(target.key()).equals(stored.getName())) {
            throw new IOException("an answer to the upload of " + target.key() + " does not name it: not Google's");
        }
    }

    Storage.Objects.Get get(ObjectKey key) throws IOException {
        Storage.Objects.Get get = storage.objects().get(bucket(), name(key));
        settings.userProject().ifPresent(get::setUserProject);
        return get;
    }

    /** For an object's bytes, which a customer's key opens; what is said of it is readable without. */
    Storage.Objects.Get getMedia(ObjectKey key) throws IOException {
        Storage.Objects.Get get = get(key);
        get.setReturnRawInputStream(true);
        addCustomerKey(get.getRequestHeaders());
        return get;
    }

    Storage.Objects.List list() throws IOException {
        Storage.Objects.List list = storage.objects().list(bucket());
        settings.userProject().ifPresent(list::setUserProject);
        return list;
    }

    Storage.Objects.Delete delete(ObjectKey key) throws IOException {
        Storage.Objects.Delete delete = storage.objects().delete(bucket(), name(key));
        settings.userProject().ifPresent(delete::setUserProject);
        return delete;
    }

    BatchRequest batch() {
        return storage.batch(signing);
    }

    private StorageObject object(RemoteTarget target) {
        StorageObject object = new StorageObject()
                .setName(name(target.key()))
                .setContentType(BodyContent.TYPE)
                .setMetadata(Map.of(RemoteTarget.MARK_NAME, target.mark()));
        settings.storageClasses()
                .of(kinds.kindOf(target.key()))
                .ifPresent(storageClass -> object.setStorageClass(storageClass.name()));
        return object;
    }

    private void addCustomerKey(HttpHeaders headers) {
        settings.customerKey()
                .ifPresent(key -> headers.set("x-goog-encryption-algorithm", "AES256")
                        .set("x-goog-encryption-key", key.base64())
                        .set("x-goog-encryption-key-sha256", key.sha256()));
    }

    private String bucket() {
        return settings.location().bucket();
    }

    private String name(ObjectKey key) {
        return settings.location().nameOf(key.value());
    }
}
