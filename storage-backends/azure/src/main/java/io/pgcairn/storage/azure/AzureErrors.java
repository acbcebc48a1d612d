package io.pgcairn.storage.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectLockedException;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreFullException;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/** Tells what Azure answered, or why it did not, in the contract's types. */
final class AzureErrors {
    private static final HttpHeaderName CODE = HttpHeaderName.fromString("x-ms-error-code");

    private AzureErrors() {}

    /** Azure's word for what is wrong, from the answer's head; empty if there is none, as from a proxy. */
    static String codeIn(HttpResponse response) {
        String code = response.getHeaders().getValue(CODE);
        return code == null ? "" : code;
    }

    /** The failure of a request that Azure's client made. */
    static StoreException of(Attempt attempt, RuntimeException failure) {
        // Of several deletes that failed, the first stands for all, but one that is only locked for no other.
        List<Throwable> several = Exceptions.unwrapMultiple(failure);
        Throwable first =
                several.stream().filter(each -> !saysLocked(each)).findFirst().orElse(several.getFirst());
        for (Throwable cause = first; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAuthenticationException) {
                // Whoever gives tokens has answered, not the store.
                break;
            }
            if (cause instanceof HttpResponseException answered && answered.getResponse() != null) {
                HttpResponse response = answered.getResponse();
                return of(attempt, response.getStatusCode(), codeIn(response), failure);
            }
        }
        return NetworkErrors.of(attempt, first);
    }

    /** Whether Azure says that no blob has the name. */
    static boolean saysMissing(HttpResponseException failure) {
        return says(AzureProblem.Kind.MISSING, failure);
    }

    private static boolean saysLocked(Throwable failure) {
        return failure instanceof HttpResponseException answered && says(AzureProblem.Kind.LOCKED, answered);
    }

    private static boolean says(AzureProblem.Kind kind, HttpResponseException failure) {
        HttpResponse response = failure.getResponse();
        return response != null
                && AzureProblem.of(response.getStatusCode(), codeIn(response)).kind() == kind;
    }

    static StoreException noAnswer(Attempt attempt) {
        return new StoreUnavailableException("Azure did not " + attempt + ": its answer makes no sense", "", null);
    }

    /**
     * The failure that an answer tells.
     *
     * @param code Azure's word for it, or an empty text
     */
    static StoreException of(Attempt attempt, int status, String code, @Nullable Throwable cause) {
        AzureProblem problem = AzureProblem.of(status, code);
        String said = code.isEmpty() ? Integer.toString(status) : status + " " + code;
        String message = "Azure did not " + attempt + ": " + said;
        String hint = problem.hint();
        return switch (problem.kind()) {
            case MISSING -> new ObjectMissingException(message, hint, cause);
            case TAKEN ->
                attempt.isFirst() ? new ObjectExistsException(message, "", cause) : taken(status, message, hint, cause);
            // Azure looks at the lock before the condition: the name is taken, perhaps by our own put.
            case LOCKED ->
                attempt.isFirst()
                        ? new ObjectExistsException(message, hint, cause)
                        : new ObjectLockedException(message, hint, cause);
            case FORBIDDEN -> new StoreForbiddenException(message, hint, cause);
            case SETTINGS -> new InvalidStoreSettingsException(message, hint, cause);
            case FULL -> new StoreFullException(message, hint, cause);
            case LATE -> new StoreTimeoutException(message, hint, cause);
            case PASSING -> new StoreUnavailableException(message, hint, cause);
        };
    }

    private static StoreException taken(int status, String message, String hint, @Nullable Throwable cause) {
        return status == 403
                ? new StoreForbiddenException(message, hint, cause)
                : new StoreUnavailableException(message, "another program writes or replaces the blob", cause);
    }
}
